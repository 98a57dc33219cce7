package identify

import (
	"strings"
	"testing"

	"recto/ocr/language"
)

func TestLinesAreToldByTheirWords(t *testing.T) {
	for _, tt := range []struct{ code, line string }{
		{"en", "Please return the signed form before Friday"},
		{"de", "Bitte senden Sie uns das Formular bis Freitag zurück"},
		{"de", "bitte senden sie uns das formular bis freitag zuruck"}, // as read with English data
		{"fr", "Veuillez nous renvoyer le formulaire avant vendredi"},
		{"es", "Le rogamos que nos devuelva el formulario firmado"},
		{"it", "La preghiamo di restituire il modulo firmato entro venerdì"},
		{"pt", "Por favor devolva o formulário assinado até sexta-feira, não depois"},
		{"nl", "Wilt u het ondertekende formulier voor vrijdag terugsturen"},
		{"da", "Vi beder Dem sende den underskrevne blanket tilbage inden fredag, ikke senere"},
		{"pl", "Prosimy o zwrot podpisanego formularza przed piątkiem"},
		{"fi", "Palauttakaa allekirjoitettu lomake ennen perjantaita"},
		{"hu", "Kérjük, küldje vissza az aláírt űrlapot péntekig"},
		{"tr", "Lütfen imzalı formu cuma gününden önce geri gönderin"},
		{"ru", "Просим вернуть подписанный бланк до пятницы"},
		{"uk", "Просимо повернути підписаний бланк до п'ятниці"},
		{"ar", "يرجى إعادة النموذج الموقع قبل يوم الجمعة"},
		{"fa", "لطفا این فرم را تا روز جمعه برای ما بفرستید"},
		{"hi", "कृपया शुक्रवार से पहले फॉर्म वापस भेजें"},
		{"el", "Παρακαλούμε επιστρέψτε το έντυπο"},
		{"ja", "金曜日までに用紙をご返送ください"},
		{"zh-Hans", "请在星期五之前将签好的表格寄回给我们"},
		{"zh-Hant", "請在星期五之前將簽好的表格寄回給我們"},
		{"ko", "금요일까지 양식을 보내 주십시오"},
	} {
		if got := Rank(tt.line); len(got) == 0 || got[0].Code != tt.code {
			t.Errorf("Rank(%q) = %v, want %s first", tt.line, got[:min(3, len(got))], tt.code)
		}
	}
}

func TestWrongLettersAreForgiven(t *testing.T) {
	for _, tt := range []struct{ code, line string }{
		{"en", "Plcase retum the sigued fonn bcfore Friday and kecp a copy"},
		{"de", "Bitle senden Sic uns das Formnlar bis Freitag zuriick"},
		{"fr", "Veuillcz nous rcnvoyer le formnlaire avant vendrcdi"},
	} {
		if got := Rank(tt.line); got[0].Code != tt.code {
			t.Errorf("Rank(%q) = %v, want %s first", tt.line, got[:3], tt.code)
		}
	}
}

func TestNoLettersHaveNoLanguage(t *testing.T) {
	for _, line := range []string{"", "12.50 € — 3/4", "+49 (0) 30"} {
		if got := Rank(line); got != nil {
			t.Errorf("Rank(%q) = %v, want none", line, got)
		}
	}
}

func TestAScriptIsThatOfMostLetters(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		letters    int
	}{
		{"Fax 12: Москва", "Cyrillic", 6}, {"ひらがな and", Han, 4}, {"naïve", Latin, 5},
	} {
		if got, n := ScriptOf(tt.text); got == nil || got.Name != tt.want || n != tt.letters {
			t.Errorf("ScriptOf(%q) = %v, %d, want %s, %d", tt.text, got, n, tt.want, tt.letters)
		}
	}
}

func TestEveryLanguageIsOneThatRectoReads(t *testing.T) {
	for _, s := range Scripts {
		for _, code := range s.Codes {
			if l, ok := language.Lookup(code); !ok || l.Code != code {
				t.Errorf("%s: %q is looked up as %q, %v", s.Name, code, l.Code, ok)
			}
		}
		p, ok := profiles()[s.Name]
		if ok != (len(s.Codes) > 1) || (ok && strings.Join(p.codes, " ") != strings.Join(s.Codes, " ")) {
			t.Errorf("%s: the profiles are of %v, want %v: run train", s.Name, p.codes, s.Codes)
		}
	}
}

func TestProfilesStaySmall(t *testing.T) {
	if len(packed) > 300_000 {
		t.Errorf("the profiles take %d bytes, want at most 300000", len(packed))
	}
}
