package main

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// vocabulary is what the lines are written with: common words of the languages
// that Recto is shown in.
var vocabulary = strings.Fields(`
the of and to in that is was he for it with as his on be at by had not are but from or have an they which one you were her all
she there would their we him been has when who will more no if out so said what up its about into than them can only other new
some could time these two may then do first any my now such like our over man me even most made after also did many before must
through back years where much your way well down should because each just those people how too little state good very make world
still own see men work long get here between both life being under never day same another know while last might us great old year
off come since against go came right used take three government company department address number general report committee letter
received payment account office date total amount signature street city telephone please return information application service
der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei
einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde Straße Müller
le de un être et à il avoir ne je son que se qui ce dans en du elle au pour pas sur faire plus dire me on mon lui nous comme mais
avec tout y aller voir bien où sans tu ou leur homme si deux mari moi vouloir même prendre été après garçon très français
el la que y los se del las por con una su para es al lo como más pero sus le ha este sí porque esta entre cuando muy sin sobre
también me hasta hay donde quien desde nos durante uno ni contra otros año señor mañana
il che non si della per una sono con come anche lo se alla ma dei nel più questo gli quando così perché essere stato città
`)

// names are for forms and letters.
var names = strings.Fields(`John Mary Anna Robert William Thomas Margaret Peter Hans Marie Jean Carlos Lucia Giovanni Smith Jones
Brown Taylor Wilson Evans Meyer Weber Martin Bernard Garcia Rossi Moreau London Paris Berlin Madrid Boston Chicago Oxford Vienna
January February March April June July August September October November December Monday Tuesday`)

// labels are what forms ask.
var labels = []string{"Name:", "Address", "Date of birth", "Signature", "Telephone No.", "City, State, ZIP", "Amount due", "Account number",
	"Total", "Remarks:", "Department", "Title", "Company", "Project No.", "Received by", "Reference", "1 Rents", "2 Royalties", "Federal income tax",
	"Country of citizenship", "SUBJECT:", "FROM:", "TO:", "APPROVED BY", "COMMENTS:", "Fax", "E-mail", "Check one", "Quantity", "Unit price"}

// prose is a row of words with the marks of sentences.
func prose(random *rand.Rand, words int) string {
	var b strings.Builder
	capital := random.IntN(3) == 0
	for i := range words {
		word := vocabulary[random.IntN(len(vocabulary))]
		if random.IntN(12) == 0 {
			word = names[random.IntN(len(names))]
		}
		if random.IntN(30) == 0 {
			word = number(random)
		}
		if capital {
			word = strings.ToUpper(word[:1]) + word[1:]
			capital = false
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		switch random.IntN(14) {
		case 0:
			b.WriteByte(',')
		case 1:
			b.WriteByte('.')
			capital = true
		}
	}
	return b.String()
}

// number is an amount, a date or a code.
func number(random *rand.Rand) string {
	switch random.IntN(5) {
	case 0:
		return "$" + strconv.Itoa(1+random.IntN(999)) + "." + strconv.Itoa(10+random.IntN(90))
	case 1:
		return strconv.Itoa(1+random.IntN(12)) + "/" + strconv.Itoa(1+random.IntN(28)) + "/" + strconv.Itoa(60+random.IntN(40))
	case 2:
		return strconv.Itoa(1+random.IntN(48)) + "," + strconv.Itoa(100+random.IntN(900))
	case 3:
		return strconv.Itoa(1850 + random.IntN(180))
	default:
		return strconv.Itoa(random.IntN(100000))
	}
}

// entry is what stands in a form's field.
func entry(random *rand.Rand) string {
	name := func() string { return names[random.IntN(len(names))] }
	var text string
	switch random.IntN(5) {
	case 0:
		text = name() + " " + name()
	case 1:
		text = number(random)
	case 2:
		text = strconv.Itoa(1+random.IntN(200)) + " " + name() + " Street, " + name()
	case 3:
		text = name() + " " + strconv.Itoa(1+random.IntN(28)) + ", " + strconv.Itoa(1900+random.IntN(125))
	default:
		text = prose(random, 1+random.IntN(5))
	}
	if random.IntN(4) == 0 {
		text = strings.ToUpper(text)
	}
	return text
}
