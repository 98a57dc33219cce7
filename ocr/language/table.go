package language

// Script names of the traineddata that read a whole script (Debian packages
// tesseract-ocr-script-*).
const (
	latin = "script/Latin"
)

// containers lists the 73 languages of the Read 3.2 container (contract
// read.md 8.1). One without a pack of its own in the right script is read with
// the pack of its script: Tesseract's iku and tat, for one, are not the Latin
// script that iu and tt mean here.
var containers = []Language{
	{"af", "Afrikaans", "afr"}, {"ast", "Asturian", latin}, {"bi", "Bislama", latin},
	{"br", "Breton", "bre"}, {"ca", "Catalan", "cat"}, {"ceb", "Cebuano", "ceb"},
	{"ch", "Chamorro", latin}, {"co", "Corsican", "cos"}, {"crh", "Crimean Tatar (Latin)", latin},
	{"cs", "Czech", "ces"}, {"csb", "Kashubian", latin}, {"da", "Danish", "dan"},
	{"de", "German", "deu"}, {"en", "English", "eng"}, {"es", "Spanish", "spa"},
	{"et", "Estonian", "est"}, {"eu", "Basque", "eus"}, {"fi", "Finnish", "fin"},
	{"fil", "Filipino", "fil"}, {"fj", "Fijian", latin}, {"fr", "French", "fra"},
	{"fur", "Friulian", latin}, {"fy", "Western Frisian", "fry"}, {"ga", "Irish", "gle"},
	{"gd", "Scottish Gaelic", "gla"}, {"gil", "Gilbertese", latin}, {"gl", "Galician", "glg"},
	{"gv", "Manx", latin}, {"hni", "Hani", latin}, {"hsb", "Upper Sorbian", latin},
	{"ht", "Haitian Creole", "hat"}, {"hu", "Hungarian", "hun"}, {"ia", "Interlingua", latin},
	{"id", "Indonesian", "ind"}, {"it", "Italian", "ita"}, {"iu", "Inuktitut (Latin)", latin},
	{"ja", "Japanese", "jpn"}, {"jv", "Javanese", "jav"}, {"kaa", "Kara-Kalpak (Latin)", latin},
	{"kac", "Kachin (Latin)", latin}, {"kea", "Kabuverdianu", latin}, {"kha", "Khasi", latin},
	{"kl", "Greenlandic", latin}, {"ko", "Korean", "kor"}, {"ku", "Kurdish (Latin)", "kmr"},
	{"kw", "Cornish", latin}, {"lb", "Luxembourgish", "ltz"}, {"ms", "Malay (Latin)", "msa"},
	{"mww", "Hmong Daw (Latin)", latin}, {"nap", "Neapolitan", latin}, {"nl", "Dutch", "nld"},
	{"no", "Norwegian", "nor"}, {"oc", "Occitan", "oci"}, {"pl", "Polish", "pol"},
	{"pt", "Portuguese", "por"}, {"quc", "K'iche'", latin}, {"rm", "Romansh", latin},
	{"sco", "Scots", latin}, {"sl", "Slovenian", "slv"}, {"sq", "Albanian", "sqi"},
	{"sv", "Swedish", "swe"}, {"sw", "Swahili (Latin)", "swa"}, {"tet", "Tetum", latin},
	{"tr", "Turkish", "tur"}, {"tt", "Tatar (Latin)", latin}, {"uz", "Uzbek (Latin)", "uzb"},
	{"vo", "Volapük", latin}, {"wae", "Walser", latin}, {"yua", "Yucatec Maya", latin},
	{"za", "Zhuang", latin}, {"zh-Hans", "Chinese Simplified", "chi_sim"},
	{"zh-Hant", "Chinese Traditional", "chi_tra"}, {"zu", "Zulu", latin},
}

// beyond lists what Tesseract reads beside the 73.
var beyond = []Language{
	{"am", "Amharic", "amh"}, {"ar", "Arabic", "ara"}, {"as", "Assamese", "asm"},
	{"az", "Azerbaijani", "aze"}, {"az-Cyrl", "Azerbaijani (Cyrillic)", "aze_cyrl"},
	{"be", "Belarusian", "bel"}, {"bg", "Bulgarian", "bul"}, {"bn", "Bengali", "ben"},
	{"bo", "Tibetan", "bod"}, {"bs", "Bosnian", "bos"}, {"chr", "Cherokee", "chr"},
	{"cy", "Welsh", "cym"}, {"de-Latf", "German (Fraktur)", "frk"}, {"dv", "Dhivehi", "div"},
	{"dz", "Dzongkha", "dzo"}, {"el", "Greek", "ell"}, {"enm", "Middle English", "enm"},
	{"eo", "Esperanto", "epo"}, {"fa", "Persian", "fas"}, {"fo", "Faroese", "fao"},
	{"frm", "Middle French", "frm"}, {"grc", "Ancient Greek", "grc"}, {"gu", "Gujarati", "guj"},
	{"he", "Hebrew", "heb"}, {"hi", "Hindi", "hin"}, {"hr", "Croatian", "hrv"},
	{"hy", "Armenian", "hye"}, {"is", "Icelandic", "isl"}, {"iu-Cans", "Inuktitut (syllabics)", "iku"},
	{"ka", "Georgian", "kat"}, {"kk", "Kazakh", "kaz"}, {"km", "Khmer", "khm"},
	{"kn", "Kannada", "kan"}, {"ky", "Kyrgyz", "kir"}, {"la", "Latin", "lat"},
	{"lo", "Lao", "lao"}, {"lt", "Lithuanian", "lit"}, {"lv", "Latvian", "lav"},
	{"mi", "Maori", "mri"}, {"mk", "Macedonian", "mkd"}, {"ml", "Malayalam", "mal"},
	{"mn", "Mongolian", "mon"}, {"mr", "Marathi", "mar"}, {"mt", "Maltese", "mlt"},
	{"my", "Burmese", "mya"}, {"ne", "Nepali", "nep"}, {"or", "Odia", "ori"},
	{"pa", "Punjabi", "pan"}, {"ps", "Pashto", "pus"}, {"qu", "Quechua", "que"},
	{"ro", "Romanian", "ron"}, {"ru", "Russian", "rus"}, {"sa", "Sanskrit", "san"},
	{"sd", "Sindhi", "snd"}, {"si", "Sinhala", "sin"}, {"sk", "Slovak", "slk"},
	{"sr", "Serbian", "srp"}, {"sr-Latn", "Serbian (Latin)", "srp_latn"}, {"su", "Sundanese", "sun"},
	{"syr", "Syriac", "syr"}, {"ta", "Tamil", "tam"}, {"te", "Telugu", "tel"},
	{"tg", "Tajik", "tgk"}, {"th", "Thai", "tha"}, {"ti", "Tigrinya", "tir"},
	{"to", "Tongan", "ton"}, {"tt-Cyrl", "Tatar (Cyrillic)", "tat"}, {"ug", "Uyghur", "uig"},
	{"uk", "Ukrainian", "ukr"}, {"ur", "Urdu", "urd"}, {"uz-Cyrl", "Uzbek (Cyrillic)", "uzb_cyrl"},
	{"vi", "Vietnamese", "vie"}, {"yi", "Yiddish", "yid"}, {"yo", "Yoruba", "yor"},
	{"it-old", "Italian (old)", "ita_old"}, {"es-old", "Spanish (old)", "spa_old"},
	{"ka-old", "Georgian (old)", "kat_old"}, {"ja-vert", "Japanese (vertical)", "jpn_vert"},
	{"ko-vert", "Korean (vertical)", "kor_vert"},
	{"zh-Hans-vert", "Chinese Simplified (vertical)", "chi_sim_vert"},
	{"zh-Hant-vert", "Chinese Traditional (vertical)", "chi_tra_vert"},
}

// aliases are codes that people and older services write.
var aliases = map[string]string{
	"kur": "ku", "slv": "sl", "tat": "tt", "nb": "no", "nn": "no", "tl": "fil", "zh": "zh-Hans",
	"zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant",
	"ku-latn": "ku", "sr-cyrl": "sr", "be-cyrl": "be", "iw": "he", "in": "id", "ji": "yi", "mo": "ro",
}

// scriptPacks are the packs of the scripts that are not Latin, by the packs of
// their languages in the container's list, the nearest first.
var scriptPacks = map[string][]string{
	"jpn":     {"script/Japanese"},
	"kor":     {"script/Hangul"},
	"chi_sim": {"script/HanS", "chi_tra", "script/HanT"},
	"chi_tra": {"script/HanT", "chi_sim", "script/HanS"},
}

// scriptPackages are the Debian packages of whole scripts.
var scriptPackages = map[string]string{
	latin: "tesseract-ocr-script-latn",
}
