package wire

import "encoding/json"

// object calls field for each key of the object that comes; field takes its
// value. Anything else is skipped.
func (p *parser) object(field func(key string) error) error {
	if open, err := p.opens('{'); err != nil || !open {
		return err
	}
	return p.fields(field)
}

// fields is object behind its opening brace.
func (p *parser) fields(field func(key string) error) error {
	for p.dec.More() {
		key, err := p.dec.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string) // the decoder takes nothing else
		if err := field(name); err != nil {
			return err
		}
	}
	_, err := p.dec.Token()
	return err
}

// array calls item for each item of the array that comes; item takes it.
// Anything else is skipped.
func (p *parser) array(item func() error) error {
	if open, err := p.opens('['); err != nil || !open {
		return err
	}
	for p.dec.More() {
		if err := item(); err != nil {
			return err
		}
	}
	_, err := p.dec.Token()
	return err
}

// opens takes the token that comes and tells whether it is the delimiter; a
// value of another kind is skipped whole.
func (p *parser) opens(want json.Delim) (bool, error) {
	token, err := p.dec.Token()
	got, isDelim := token.(json.Delim)
	if err != nil || !isDelim || got == want {
		return isDelim, err
	}
	return false, p.close()
}

// close skips what is left of an object or array.
func (p *parser) close() error {
	for depth := 1; depth > 0; {
		token, err := p.dec.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

// scalar is the value that comes; nil where it is an object or an array, which
// is skipped.
func (p *parser) scalar() (json.Token, error) {
	token, err := p.dec.Token()
	if _, isDelim := token.(json.Delim); isDelim && err == nil {
		return nil, p.close()
	}
	return token, err
}

func (p *parser) skip() error {
	_, err := p.scalar()
	return err
}

// number is the number that comes; 0 where it is none.
func (p *parser) number() (float64, error) {
	v, err := p.scalar()
	n, _ := v.(float64)
	return n, err
}

func (p *parser) side(to *float64) error {
	n, err := p.number()
	if n > 0 && n <= maxSide {
		*to = n
	}
	return err
}

// text is the text that comes; "" where it is none.
func (p *parser) text() (string, error) {
	v, err := p.scalar()
	s, _ := v.(string)
	return s, err
}

func (p *parser) textInto(to *string) error {
	s, err := p.text()
	*to = s
	return err
}

// box takes eight numbers; another count of them leaves the box empty, and each
// is held within what a page may have.
func (p *parser) box(to *Box) error {
	i := 0
	var box Box
	err := p.array(func() error {
		n, err := p.number()
		if i < len(box) {
			box[i] = min(max(n, -maxSide), maxSide)
		}
		i++
		return err
	})
	if i == len(box) {
		*to = box
	}
	return err
}
