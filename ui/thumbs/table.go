package thumbs

import "sort"

// The heights of rows, in the window's units.
const (
	fileHeight = 38
	pageHeight = 94
)

// table knows where rows stand: one for each file and, unless it is folded,
// one for each of its pages. It knows nothing of widgets, and finds a row in
// the time that halving takes.
type table struct {
	files  []File
	byID   map[int]int
	folded map[int]bool
	first  []int     // the index of each file's row, and the number of all
	tops   []float32 // where it stands, and the height of all
}

func (t *table) set(files []File) {
	if t.folded == nil {
		t.folded = map[int]bool{}
	}
	t.files, t.byID = files, make(map[int]int, len(files))
	t.first, t.tops = t.first[:0], t.tops[:0]
	row, top := 0, float32(0)
	for i, f := range files {
		t.byID[f.ID] = i
		t.first, t.tops = append(t.first, row), append(t.tops, top)
		pages := f.Pages
		if t.folded[f.ID] {
			pages = 0
		}
		row += 1 + pages
		top += fileHeight + float32(pages)*pageHeight
	}
	t.first, t.tops = append(t.first, row), append(t.tops, top)
	for id := range t.folded {
		if _, open := t.byID[id]; !open {
			delete(t.folded, id)
		}
	}
}

func (t *table) fold(doc int) { t.folded[doc] = !t.folded[doc] }

// unfold reports whether the file was folded.
func (t *table) unfold(doc int) bool {
	was := t.folded[doc]
	delete(t.folded, doc)
	return was
}

func (t *table) rows() int {
	if len(t.first) == 0 {
		return 0
	}
	return t.first[len(t.files)]
}

func (t *table) height() float32 {
	if len(t.tops) == 0 {
		return 0
	}
	return t.tops[len(t.files)]
}

// file is the index of the file that the row belongs to.
func (t *table) file(row int) int {
	return sort.Search(len(t.files), func(i int) bool { return t.first[i+1] > row })
}

// ref is the page of a row; the page of a file's own row is -1.
func (t *table) ref(row int) Ref {
	i := t.file(row)
	return Ref{t.files[i].ID, row - t.first[i] - 1}
}

// index is the row of a page, or of its file where Page is -1; -1 for one that
// has no row.
func (t *table) index(ref Ref) int {
	i, ok := t.byID[ref.Doc]
	if !ok || ref.Page < -1 {
		return -1
	}
	if row := t.first[i] + 1 + ref.Page; row < t.first[i+1] {
		return row
	}
	return -1
}

func (t *table) top(row int) float32 {
	i := t.file(row)
	if n := row - t.first[i]; n > 0 {
		return t.tops[i] + fileHeight + float32(n-1)*pageHeight
	}
	return t.tops[i]
}

func (t *table) rowHeight(row int) float32 {
	if t.ref(row).Page < 0 {
		return fileHeight
	}
	return pageHeight
}

// at is the row at a height, the first or last one beyond the ends. There must
// be rows.
func (t *table) at(y float32) int {
	i := sort.Search(len(t.files), func(i int) bool { return t.tops[i+1] > y })
	if i == len(t.files) {
		return t.rows() - 1
	}
	inside := y - t.tops[i] - fileHeight
	if inside < 0 {
		return t.first[i]
	}
	return min(t.first[i]+1+int(inside/pageHeight), t.first[i+1]-1)
}
