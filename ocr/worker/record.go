package worker

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// The marks of a JSON text sequence (RFC 7464): every text stands between a
// record separator and a line feed, neither of which JSON can hold unescaped.
const (
	recordStart = 0x1e
	recordEnd   = '\n'
)

// maxRecord is the longest record taken, in bytes, together with the noise
// before it. A page of 20,000 words needs about 4 MiB.
const maxRecord = 32 << 20

// maxNoise is how much of the noise before a record is kept for the log.
const maxNoise = 256

// errProtocol is wrapped by everything that shows that the other side does not
// speak the protocol, unlike the end of its stream.
var errProtocol = errors.New("not the protocol")

// errEncode is wrapped where a value has no JSON form (a NaN for one); nothing
// was written then.
var errEncode = errors.New("encode record")

// recordWriter writes JSON values as records.
type recordWriter struct{ w io.Writer }

// write sends v as one record, in one call of the writer below, and after it
// the raw bytes, if any.
func (w recordWriter) write(v any, raw []byte) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("%w: %w", errEncode, err)
	}
	record := make([]byte, 0, len(text)+2)
	record = append(record, recordStart)
	record = append(record, text...)
	record = append(record, recordEnd)
	if _, err = w.w.Write(record); err == nil && len(raw) > 0 {
		_, err = w.w.Write(raw)
	}
	if err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	return nil
}

// recordReader reads records and the raw bytes between them.
type recordReader struct {
	r     *bufio.Reader
	limit int // bytes of a record and of the noise before it

	// noise is told of bytes that belong to no record, their first maxNoise
	// of them and their number; it may be nil.
	noise func(head []byte, n int)
}

func newRecordReader(r io.Reader, noise func(head []byte, n int)) *recordReader {
	return &recordReader{r: bufio.NewReaderSize(r, 32<<10), limit: maxRecord, noise: noise}
}

// read decodes the next record into v. Bytes before the record, and records
// cut off by the start of another, are noise. The error is io.EOF at the end
// of the stream, or wraps errProtocol where a record is no JSON or too long.
func (r *recordReader) read(v any) error {
	record, err := r.next()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(record, v); err != nil {
		return fmt.Errorf("%w: %w", errProtocol, err)
	}
	return nil
}

// next is the text of the next whole record, without its marks.
func (r *recordReader) next() ([]byte, error) {
	var record, noise []byte
	skipped, size, inside := 0, 0, false
	skip := func(b []byte) {
		skipped += len(b)
		noise = append(noise, b[:min(len(b), maxNoise-len(noise))]...)
	}
	defer func() {
		if skipped > 0 && r.noise != nil {
			r.noise(noise, skipped)
		}
	}()
	for {
		// ReadSlice hands out at most the reader's buffer at a time, so
		// that a child without line feeds cannot fill the memory.
		chunk, err := r.r.ReadSlice(recordEnd)
		if size += len(chunk); size > r.limit {
			return nil, fmt.Errorf("%w: more than %d bytes", errProtocol, r.limit)
		}
		if at := bytes.LastIndexByte(chunk, recordStart); at >= 0 {
			skip(record)
			skip(chunk[:at])
			record, inside, chunk = record[:0], true, chunk[at+1:]
		}
		if inside {
			record = append(record, chunk...)
		} else {
			skip(chunk)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil:
			return nil, err
		case inside:
			return bytes.TrimSuffix(record, []byte{recordEnd}), nil
		}
	}
}

// raw reads the n bytes that follow the last record.
func (r *recordReader) raw(n int) ([]byte, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(r.r, b); err != nil {
		return nil, fmt.Errorf("read %d raw bytes: %w", n, err)
	}
	return b, nil
}
