package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/ui/session"
	"recto/ui/task"
	"recto/ui/uitest"
)

// panelSaid are the messages of the panel.
func panelSaid(r *tried) string { return labelsOf(r.api.messages.box) }

func labelsOf(o fyne.CanvasObject) string {
	var texts []string
	for _, o := range test.LaidOutObjects(o) {
		if label, ok := o.(*widget.Label); ok {
			texts = append(texts, label.Text)
		}
	}
	return strings.Join(texts, "\n")
}

func TestPortAndKeyAreCheckedAsTheyAreTyped(t *testing.T) {
	r, k := tryAPI(t, &fakeAPI{}, nil)
	r.start("api")
	for _, tt := range []struct{ port, key, says string }{
		{"0", "", apiBadPort()}, {"65536", "", apiBadPort()}, {"", "", apiBadPort()}, {"-1", "", apiBadPort()}, {"5000.5", "", apiBadPort()},
		{"99999999999999999999", "", apiBadPort()}, {"five", "", apiBadPort()},
		{"5000", "two words", apiBadKey()}, {"5000", "line\nHost: x", apiBadKey()}, {"5000", strings.Repeat("k", 257), apiBadKey()}, {"5000", "ключ", apiBadKey()},
		{"1", "", ""}, {"65535", "k", ""}, {" 8080 ", "~!", ""},
	} {
		r.api.port.SetText(tt.port)
		r.api.key.SetText(tt.key)
		if got := panelSaid(r); got != tt.says || r.api.toggle.Disabled() != (tt.says != "") {
			t.Errorf("port %q, key %q: the panel says %q, want %q; the switch is disabled: %v", tt.port, tt.key, got, tt.says, r.api.toggle.Disabled())
		}
	}
	r.untilKept(t)
	if got := k.get(); got.APIPort != 8080 || got.APIKey != "~!" {
		t.Errorf("kept %d, %q", got.APIPort, got.APIKey)
	}
}

func TestPortAndKeyCanBeChangedOnlyWhileTheAPIIsOff(t *testing.T) {
	r, _ := startAPI(t, &fakeAPI{}, nil, remembered(false))
	r.start("api")
	if !r.api.form.Visible() || r.api.keyed.Visible() || r.api.port.Text != "7000" || !r.api.key.Password {
		t.Fatalf("off: form %v, port %q", r.api.form.Visible(), r.api.port.Text)
	}
	r.flip(t)
	r.untilPhase(t, apiOn)
	if r.api.form.Visible() || !r.api.keyed.Visible() || r.api.keyText.Text != hiddenKey || !strings.Contains(r.api.purpose.Text, "Ocp-Apim-Subscription-Key") {
		t.Errorf("on: form %v, key %q, %q", r.api.form.Visible(), r.api.keyText.Text, r.api.purpose.Text)
	}
	for _, want := range []string{"k", hiddenKey} {
		if test.Tap(r.api.reveal); r.api.keyText.Text != want {
			t.Errorf("the key shows as %q, want %q", r.api.keyText.Text, want)
		}
	}
	test.Tap(r.api.reveal)
	r.start("api")
	if r.api.keyText.Text != hiddenKey {
		t.Error("the key can still be read in the hidden panel")
	}
}

func TestAddressAndKeyAreCopied(t *testing.T) {
	r, _ := startAPI(t, &fakeAPI{}, nil, remembered(false))
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOn)
	if test.Tap(r.api.copyAddress); r.app.Clipboard().Content() != "http://localhost:7000" {
		t.Errorf("copied %q", r.app.Clipboard().Content())
	}
	if r.api.onCopyKey(); r.app.Clipboard().Content() != "k" || strings.Contains(r.status.said, "k\"") {
		t.Errorf("copied %q, said %q", r.app.Clipboard().Content(), r.status.said)
	}
}

func TestTroubleIsSaidInSentencesWithoutTheErrorsText(t *testing.T) {
	for _, tt := range []struct {
		err   error
		phase apiPhase
		port  int
		want  string
	}{
		{syscall.EADDRINUSE, apiOff, 5000, "Port 5000 is in use by another program. Use 5001?"},
		{syscall.EADDRINUSE, apiOff, 65535, "Port 65535 is in use by another program. Choose another one."},
		{syscall.EACCES, apiOff, 80, "Port 80 is kept for the system. Choose one from 1024 to 65535."},
		{syscall.EACCES, apiOff, 5000, "The file or folder may not be read or written."},
		{syscall.EADDRNOTAVAIL, apiOff, 5000, "no local network"},
		{syscall.ENOSPC, apiOff, 5000, "The disk is full."},
		{context.DeadlineExceeded, apiOff, 5000, "took too long"},
		{errors.New("boom"), apiOff, 5000, "Something unexpected happened."},
		{errors.New("boom"), apiOn, 5000, "could not be turned off"},
	} {
		got := apiTrouble(fmt.Errorf("listen tcp 127.0.0.1:x: %w", tt.err), tt.phase, tt.port)
		if !strings.Contains(got, tt.want) || strings.Contains(got, "listen tcp") || strings.Contains(got, "boom") {
			t.Errorf("%v on port %d: %q, want %q in it", tt.err, tt.port, got, tt.want)
		}
	}
}

func TestTheLastPortOffersNoNextOne(t *testing.T) {
	r, _ := tryAPI(t, &fakeAPI{taken: []int{65535}}, nil)
	r.start("api")
	r.api.port.SetText("65535")
	r.flip(t)
	r.untilPhase(t, apiOff)
	if list := r.api.trouble(); len(list) != 1 || list[0].action != "" {
		t.Errorf("messages %+v", list)
	}
}

func TestRequestsAppearAsTheyComeWhileThePanelIsShown(t *testing.T) {
	fake := &fakeAPI{}
	r, _ := tryAPI(t, fake, nil)
	r.api.sampler = task.NewSampler(t.Context(), time.Millisecond, r.loop.Post, r.api.show)
	r.start("api")
	if !strings.Contains(r.api.none.Text, "Turn the API on") {
		t.Errorf("without requests it says %q", r.api.none.Text)
	}
	r.flip(t)
	r.untilPhase(t, apiOn)
	fake.set(func(s *APIState) {
		s.Requests = []APIRequest{{ID: "1", Time: time.Now(), Client: "curl/8", Version: "3.2", File: "a.pdf", Pages: 2, State: APIRead, PagesRead: 2}}
		s.PagesThisMonth = 1234
	})
	r.loop.Until(t, "the request is listed", func() bool { return len(r.api.list.rows) == 1 })
	if got := labelsOf(r.api.list); !strings.Contains(got, "curl/8") || !strings.Contains(got, "a.pdf") || r.api.none.Visible() || r.api.month.Text != "1\u202f234 pages this month" {
		t.Errorf("the list shows %q, the month %q", got, r.api.month.Text)
	}
	r.start("api")
	r.api.sampler.Wait() // returns only where nothing samples any more
}

func TestARowSaysWhatAPersonReads(t *testing.T) {
	now := time.Date(2026, 3, 5, 14, 30, 0, 0, time.Local)
	for _, tt := range []struct {
		request APIRequest
		want    string
	}{
		{APIRequest{Time: now.Add(-time.Minute), Client: "curl/8", Version: "3.2", File: "a.pdf", Pages: 12, PagesRead: 3, State: APIReading, Duration: 2400 * time.Millisecond},
			"14:29:00|curl/8|3.2|a.pdf|3 of 12|Reading|2.4 s"},
		{APIRequest{Time: now.Add(-24 * time.Hour), Pages: 1, PagesRead: 1, State: APIRead, Duration: 340 * time.Millisecond}, "2026-03-04 14:30|–|–|–|1|Read|340 ms"},
		{APIRequest{Time: now, Version: "2.0", Pages: 5, State: APIWaiting}, "14:30:00|–|2.0|–|5|Waiting|–"},
		{APIRequest{Time: now, Client: "a\x00\n\u202eb", File: " \t", State: APIRefused, Duration: 185 * time.Second}, "14:30:00|a b|–|–|–|Refused|3 min 05 s"},
		{APIRequest{Time: now, Pages: 9, PagesRead: 4, State: APICancelled, Duration: 2*time.Hour + 3*time.Minute}, "14:30:00|–|–|–|4 of 9|Cancelled|2 h 03 min"},
		{APIRequest{Time: now, Pages: 9, State: APIFailed}, "14:30:00|–|–|–|0 of 9|Failed|–"},
	} {
		if got := strings.Join(requestTexts(tt.request, now), "|"); got != tt.want {
			t.Errorf("%+v\ngives %s\nwant  %s", tt.request, got, tt.want)
		}
	}
}

func TestNoColumnButTheTwoThatShareIsCutOff(t *testing.T) {
	r, _ := tryAPI(t, &fakeAPI{}, nil)
	r.start("api")
	now := time.Date(2026, 12, 30, 23, 59, 59, 0, time.Local)
	for _, state := range []APIRequestState{APIWaiting, APIReading, APIRead, APIFailed, APIRefused, APICancelled} {
		for i, text := range requestTexts(APIRequest{Time: now.AddDate(0, -7, 0), Version: "3.1-preview.2", Pages: 2000, PagesRead: 1999, State: state, Duration: 59*time.Minute + 59*time.Second}, now) {
			label := widget.NewLabel(text)
			if c := requestColumns()[i]; c.share == 0 && label.MinSize().Width > c.width() {
				t.Errorf("%q is %v wide, its column %v", text, label.MinSize().Width, c.width())
			}
		}
	}
}

// openRequest clicks the first request and waits until all is quiet.
func (r *tried) openRequest(t *testing.T) {
	t.Helper()
	r.api.show()
	r.api.list.Select(0)
	r.loop.Until(t, "the answer is there", func() bool { return !r.api.opening.Running() })
	r.untilIdle(t)
}

func TestAClickOpensTheDocumentAsItWasRead(t *testing.T) {
	doc := uitest.DocOf("one two", "three", "four")
	fake := &fakeAPI{documents: map[string]APIDocument{"op": {Path: "/store/op/body", Name: `C:\scans\letter.pdf`}}}
	for i := range doc.Pages {
		p := doc.Pages[i].Page
		p.Number = i
		fake.documents["op"] = APIDocument{Path: "/store/op/body", Name: `C:\scans\letter.pdf`, Pages: append(fake.documents["op"].Pages, p)}
	}
	r, _ := tryAPI(t, fake, map[string]ocrtest.Document{"/store/op/body": doc})
	r.start("api")
	fake.set(func(s *APIState) { s.Requests = []APIRequest{{ID: "op", File: "x", State: APIRead}} })
	r.openRequest(t)
	d := r.session.Doc()
	if d == nil || d.Name() != "letter.pdf" || r.win.Title() != "letter.pdf – Recto" || d.Count(session.Read) != 3 || r.text.text.Len() != 1 {
		t.Fatalf("document %+v under the title %q", d, r.win.Title())
	}
	if got := len(r.fake.Reads()); got != 0 {
		t.Errorf("%d pages were read again", got)
	}
	if r.api.list.shown != "op" {
		t.Errorf("the list shows %q as the one that is shown", r.api.list.shown)
	}
	r.start("next-page")
	r.untilIdle(t)
	if got := len(r.fake.Reads()); got != 0 || r.text.text.Title() != "1 word, 90 % sure" {
		t.Errorf("the next page: %d readings, %q", got, r.text.text.Title())
	}
	r.openRequest(t)
	if len(r.session.Docs) != 1 {
		t.Errorf("%d documents after a second click", len(r.session.Docs))
	}
}

func TestPagesThatARequestLeftOutWaitForAPerson(t *testing.T) {
	doc := uitest.DocOf("one", "two", "three")
	second := doc.Pages[1].Page
	second.Number = 1
	fake := &fakeAPI{documents: map[string]APIDocument{"op": {Path: "/store/op", Name: "a.pdf", Pages: []ocr.Page{second, {Number: 7}, {Number: -1}}}}}
	r, _ := tryAPI(t, fake, map[string]ocrtest.Document{"/store/op": doc})
	r.start("api")
	fake.set(func(s *APIState) { s.Requests = []APIRequest{{ID: "op"}} })
	r.openRequest(t)
	states := func() (all []session.State) {
		for _, p := range r.session.Doc().Pages {
			all = append(all, p.State)
		}
		return all
	}
	if got := states(); !slices.Equal(got, []session.State{session.LeftOut, session.Read, session.LeftOut}) || len(r.fake.Reads()) != 0 {
		t.Fatalf("states %v, %d readings", got, len(r.fake.Reads()))
	}
	r.start("first-page")
	if !strings.Contains(r.said(), "Page 1 was not read for this request.") || r.text.text.Title() != "Not read" {
		t.Errorf("the window says %q, %q", r.said(), r.text.text.Title())
	}
	r.press(t, "Read it")
	r.untilIdle(t)
	if got := states(); !slices.Equal(got, []session.State{session.Read, session.Read, session.LeftOut}) {
		t.Errorf("states %v after reading the first", got)
	}
	r.start("resume")
	r.untilIdle(t)
	if got := len(uitest.Reads(r.fake, "/store/op")); got != 2 || r.session.Doc().Count(session.Read) != 3 {
		t.Errorf("%d pages were read, want 2", got)
	}
}

func TestASecondClickTakesWhatWasReadMeanwhile(t *testing.T) {
	doc := uitest.DocOf("one", "two")
	first, second := doc.Pages[0].Page, doc.Pages[1].Page
	second.Number = 1
	fake := &fakeAPI{documents: map[string]APIDocument{"op": {Path: "/store/op", Name: "a.pdf", Pages: []ocr.Page{first}}}}
	r, _ := tryAPI(t, fake, map[string]ocrtest.Document{"/store/op": doc})
	r.start("api")
	fake.set(func(s *APIState) { s.Requests = []APIRequest{{ID: "op"}} })
	r.openRequest(t)
	fake.documents["op"] = APIDocument{Path: "/store/op", Name: "a.pdf", Pages: []ocr.Page{first, second}}
	r.openRequest(t)
	if got := r.session.Doc().Count(session.Read); got != 2 || len(r.fake.Reads()) != 0 {
		t.Errorf("%d pages have a result, %d were read here", got, len(r.fake.Reads()))
	}
}

func TestTheShownDocumentFollowsItsRequest(t *testing.T) {
	doc := uitest.DocOf("one", "two", "three", "four")
	var all []ocr.Page
	for i := range doc.Pages {
		all = append(all, doc.Pages[i].Page)
		all[i].Number = i
	}
	fake := &fakeAPI{documents: map[string]APIDocument{}}
	r, _ := tryAPI(t, fake, map[string]ocrtest.Document{"/store/op": doc})
	read := func(n int, state APIRequestState) {
		fake.documents["op"] = APIDocument{Path: "/store/op", Name: "a.pdf", Pages: all[:n]}
		fake.set(func(s *APIState) { s.Requests = []APIRequest{{ID: "op", Pages: 4, PagesRead: n, State: state}} })
		r.api.show()
		r.loop.Until(t, "the answer is there", func() bool { return !r.api.opening.Running() })
		r.untilIdle(t)
	}
	r.start("api")
	read(1, APIReading)
	r.openRequest(t)
	read(2, APIReading)
	if got := len(fake.asked); got != 1 {
		t.Errorf("asked %d times while the shown page is read", got)
	}
	r.start("last-page")
	r.loop.Until(t, "the answer is there", func() bool { return !r.api.opening.Running() })
	if got := len(fake.asked); got != 2 {
		t.Errorf("asked %d times, want once more for a page that is waited for", got)
	}
	read(3, APIReading)
	if got := r.session.Doc().Count(session.Read); got != 3 || r.text.text.Title() != "Not read" {
		t.Errorf("%d pages are read, the last is %q", got, r.text.text.Title())
	}
	r.press(t, "Read it")
	r.untilIdle(t)
	own := r.session.Page().Result
	all[3].Lines = nil
	read(4, APIRead)
	if got := r.session.Page().Result; len(got.Lines) != len(own.Lines) {
		t.Error("what a person had read was overwritten")
	}
	asked := len(fake.asked)
	read(4, APIRead)
	if len(fake.asked) != asked {
		t.Error("it is asked again though there is nothing new")
	}
}

func TestARequestWithoutADocumentSaysSo(t *testing.T) {
	fake := &fakeAPI{}
	r, _ := tryAPI(t, fake, nil)
	r.start("api")
	fake.set(func(s *APIState) { s.Requests = []APIRequest{{State: APIRefused}} })
	r.openRequest(t)
	if !strings.Contains(r.status.said, "no document") || len(fake.asked) != 0 {
		t.Errorf("said %q, asked for %v", r.status.said, fake.asked)
	}
	for _, state := range []APIRequestState{APIRead, APIFailed, APICancelled} {
		fake.set(func(s *APIState) { s.Requests = []APIRequest{{State: state}} })
		r.openRequest(t)
		if !strings.Contains(r.status.said, "is not kept") || strings.Contains(r.status.said, "refused") || len(fake.asked) != 0 {
			t.Errorf("in state %d it said %q, asked for %v", state, r.status.said, fake.asked)
		}
	}
	fake.set(func(s *APIState) { s.Requests = []APIRequest{{ID: "gone", File: "../../b.pdf"}} })
	r.openRequest(t)
	if got := r.said(); !strings.HasPrefix(got, "b.pdf is no longer there") || r.session.Doc() != nil {
		t.Errorf("the window says %q", got)
	}
	if !errors.Is(errGone, fs.ErrNotExist) {
		t.Error("the fake is no example of the promise")
	}
}

func TestWhatIsSeenStaysWhileRequestsCome(t *testing.T) {
	fake := &fakeAPI{}
	r, _ := tryAPI(t, fake, nil)
	r.start("api")
	base := time.Now()
	request := func(i int) APIRequest {
		return APIRequest{ID: fmt.Sprint(i), Time: base.Add(time.Duration(i)), File: fmt.Sprintf("f%d", i)}
	}
	var rows []APIRequest
	for i := range 100 {
		rows = append([]APIRequest{request(i)}, rows...)
	}
	list := r.api.list
	list.set(rows, "")
	seen := func() string {
		row := int(list.GetScrollOffset() / (rowHeight + 4))
		return list.rows[row].File
	}
	list.set(append([]APIRequest{request(100)}, rows...), "")
	if list.GetScrollOffset() != 0 || seen() != "f100" {
		t.Errorf("at the top %s is seen, want the newest", seen())
	}
	list.ScrollToOffset(40 * (rowHeight + 4))
	before := seen()
	rows = append([]APIRequest{request(103), request(102), request(101), request(100)}, rows...)
	list.set(rows, "")
	if got := seen(); got != before {
		t.Errorf("%s is seen, want %s still", got, before)
	}
}

func TestAClickedRequestTakesTheKeysAndKeepsThemWhileOthersCome(t *testing.T) {
	fake := &fakeAPI{}
	r, _ := tryAPI(t, fake, nil)
	base := time.Now()
	request := func(i int) APIRequest {
		return APIRequest{ID: fmt.Sprint(i), Time: base.Add(time.Duration(i)), State: APIRead}
	}
	fake.set(func(s *APIState) { s.Requests = []APIRequest{request(3), request(2), request(1)} })
	r.start("api")
	press := func(name fyne.KeyName) {
		r.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
		r.loop.Until(t, "the answer is there", func() bool { return !r.api.opening.Running() })
	}
	r.openRequest(t)
	if r.win.Canvas().Focused() != fyne.Focusable(r.api.list) {
		t.Fatalf("%T takes the keys", r.win.Canvas().Focused())
	}
	press(fyne.KeyDown)
	press(fyne.KeyReturn)
	fake.set(func(s *APIState) { s.Requests = append([]APIRequest{request(5), request(4)}, s.Requests...) })
	r.api.show()
	press(fyne.KeyReturn)
	if r.win.Canvas().Unfocus(); r.api.list.GetScrollOffset() != 0 {
		t.Error("the newest are not seen any more")
	}
	if want := []string{"3", "2", "2"}; !slices.Equal(fake.asked, want) {
		t.Errorf("opened %v, want %v", fake.asked, want)
	}
}

func TestTheTabulatorComesToTheSwitchBeforeTheList(t *testing.T) {
	r, _ := tryAPI(t, &fakeAPI{}, nil)
	r.start("api")
	r.win.Canvas().Focus(r.api.toggle)
	var order []fyne.Focusable
	for range 4 {
		r.win.Canvas().FocusNext()
		order = append(order, r.win.Canvas().Focused())
	}
	if order[0] != fyne.Focusable(r.api.port) || order[1] != fyne.Focusable(r.api.key) || order[3] != fyne.Focusable(r.api.list) {
		t.Errorf("after the switch come %T, %T, %T, %T", order[0], order[1], order[2], order[3])
	}
}

func TestCommandsGoOnBesideThePanel(t *testing.T) {
	r, _ := tryAPI(t, &fakeAPI{}, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3")})
	r.open(t, "/a")
	r.start("api")
	r.start("next-page")
	if got := r.session.Doc().At; got != 1 {
		t.Errorf("page %d is shown, want 2", got+1)
	}
	r.win.Canvas().Focus(r.api.list)
	r.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if got := r.session.Doc().At; got != 2 {
		t.Errorf("page %d is shown after a key in the list, want 3", got+1)
	}
	r.win.Canvas().Focus(r.api.port)
	r.start("api")
	if r.win.Canvas().Focused() != nil {
		t.Error("the hidden panel has the focus")
	}
	r.untilIdle(t)
}

func TestNamesFromClientsAreMadeHarmless(t *testing.T) {
	for name, want := range map[string]string{
		"a.pdf": "a.pdf", "/etc/passwd": "passwd", "../../x.png": "x.png", `..\..\y.tif`: "y.tif", "": "Document", "..": "Document", "/": "Document", ".": "Document",
		"a\nb\x00c.pdf": "a b c.pdf", "photo\u202egpj.exe": "photo gpj.exe", "\xff\xfe": "\ufffd\ufffd", strings.Repeat("n", 500): strings.Repeat("n", 119) + "…",
	} {
		if got := titleOf(name); got != want {
			t.Errorf("titleOf(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestTextOfARequestGoesIntoTheHomeFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	d := &session.Document{Path: "/store/op/body", Title: titleOf("../letter.pdf"), Request: "op"}
	if got, want := filepath.Join(exportFolder(d), exportName(d, scopeDocument, export.FormatText)), home+"/letter.txt"; got != want {
		t.Errorf("its text goes to %q, want %q", got, want)
	}
}
