package tesseract

import "recto/ocr"

func ocr_conf(l []ocr.Line) float64 { return ocr.Page{Lines: l}.Confidence() }
