package operation

import (
	"sync"
	"time"

	"recto/api/usage"
)

// unbooked are records that could not be written, for a full disk for one; they
// are tried again. The zero value is empty.
type unbooked struct {
	mu      sync.Mutex
	records []usage.Record
}

// maxUnbooked bounds them: 100,000 records take about 30 MB.
const maxUnbooked = 100_000

// book counts a page that was read.
func (s *Service) book(w Want, id string, number int, again bool) {
	meter := usage.MeterRead3
	if w.Version.Is2() {
		meter = usage.MeterRead2
	}
	r := usage.Record{
		Time: time.Now(), Operation: id, Page: number + 1, API: "vision-" + string(w.Version) + "-read",
		Meter: meter, Quantity: 1, Again: again,
	}
	err := s.o.Usage.Add(r)
	if err == nil {
		return
	}
	s.log.Error("a page cannot be booked; it is tried again", "operation", id, "page", number+1, "error", err)
	r.Again = true // it may be there after all
	s.unbooked.mu.Lock()
	defer s.unbooked.mu.Unlock()
	if len(s.unbooked.records) < maxUnbooked {
		s.unbooked.records = append(s.unbooked.records, r)
	}
}

// bookAgain writes what could not be written before.
func (s *Service) bookAgain() {
	s.unbooked.mu.Lock()
	defer s.unbooked.mu.Unlock()
	for len(s.unbooked.records) > 0 && s.o.Usage.Add(s.unbooked.records[0]) == nil {
		s.unbooked.records = s.unbooked.records[1:]
	}
}
