package usage

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"recto/settings/container"
)

// Sum is how much was used of a meter.
type Sum struct {
	Meter    string
	Quantity int64
}

// Sums are the sums of meters, sorted by the meters' names.
type Sums []Sum

// Quantity is the sum of one meter, 0 where it is not there.
func (s Sums) Quantity(meter string) int64 {
	for _, sum := range s {
		if sum.Meter == meter {
			return sum.Quantity
		}
	}
	return 0
}

// Pages is the sum of all meters.
func (s Sums) Pages() int64 {
	var pages int64
	for _, sum := range s {
		pages += sum.Quantity
	}
	return pages
}

func sorted(sums map[string]int64) Sums {
	list := make(Sums, 0, len(sums))
	for meter, quantity := range sums {
		list = append(list, Sum{meter, quantity})
	}
	slices.SortFunc(list, func(a, b Sum) int { return cmp.Compare(a.Meter, b.Meter) })
	return list
}

// Report is the body of /records/usage-logs.
type Report struct {
	APIType     string  `json:"apiType"`
	ServiceName string  `json:"serviceName"`
	Meters      []Meter `json:"meters"` // never nil
}

// Meter is one sum in a Report.
type Meter struct {
	Name     string `json:"name"`
	Quantity int64  `json:"quantity"`
}

// Report is the documented form of the sums.
func (s Sums) Report() Report {
	report := Report{APIType: container.Service, ServiceName: container.Service, Meters: make([]Meter, 0, len(s))}
	for _, sum := range s {
		report.Meters = append(report.Meters, Meter{Name: sum.Meter, Quantity: sum.Quantity})
	}
	return report
}

// ParseMonth reads the last two segments of /records/usage-logs/{MONTH}/{YEAR}:
// a month as 3 or 03, and a year of four digits.
func ParseMonth(month, year string) (time.Month, int, error) {
	m, err := digits(month)
	if err != nil || len(month) > 2 || m < 1 || m > 12 {
		return 0, 0, fmt.Errorf("month %.20q is not 1 to 12", month)
	}
	y, err := digits(year)
	if err != nil || len(year) != 4 || y < 1 {
		return 0, 0, fmt.Errorf("year %.20q is not four digits", year)
	}
	return time.Month(m), y, nil
}

// digits is Atoi without signs.
func digits(s string) (int, error) {
	n, err := strconv.ParseUint(s, 10, 31)
	return int(n), err
}
