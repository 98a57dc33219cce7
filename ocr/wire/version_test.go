package wire

import "testing"

func TestEveryPublishedVersionIsKnownInAnyLetterCase(t *testing.T) {
	for segment, want := range map[string]Version{
		"v2.0": V20, "V2.0": V20, "v2.0-preview": V20, "v2.0-Preview": V20, "v2.1": V21,
		"v3.0": V30, "v3.1": V31, "v3.1-preview.1": V31Preview, "V3.1-PREVIEW.2": V31Preview, "v3.1-preview": V31Preview,
		"v3.2": V32, "V3.2": V32, "v3.2-preview": V32Preview, "v3.2-preview.1": V32Preview, "v3.2-preview.2": V32Preview,
		"v3.2-preview.3": V32, "v3.2-preview.12345678901234567890": V32,
	} {
		if got, ok := ParseVersion(segment); !ok || got != want {
			t.Errorf("ParseVersion(%q) = %q, %v, want %q", segment, got, ok, want)
		}
	}
}

func TestOtherSegmentsAreNoVersion(t *testing.T) {
	for _, segment := range []string{
		"", "v", "3.2", "v3", "v3.3", "v4.0", "v2.2", "v3.2.", "v3.2-preview.", "v3.2-preview.x", "v3.2-preview.1x",
		"v3.2-preview.-1", "v3.2-preview.1.2", "v3.0-preview.1", "v2.0-preview.1", "v2.1-preview", " v3.2", "v3.2/", "v3.2-preview.\u0661",
	} {
		if got, ok := ParseVersion(segment); ok {
			t.Errorf("ParseVersion(%q) = %q, want none", segment, got)
		}
	}
}

func TestStatesAreSpelledAsTheirVersionDoes(t *testing.T) {
	want := map[State][2]string{
		NotStarted: {"NotStarted", "notStarted"}, Running: {"Running", "running"},
		Failed: {"Failed", "failed"}, Succeeded: {"Succeeded", "succeeded"},
	}
	for state, words := range want {
		for _, v := range []Version{V20, V21} {
			if got := state.Word(v); got != words[0] {
				t.Errorf("state %d of %s is %q, want %q", state, v, got, words[0])
			}
		}
		for _, v := range []Version{V30, V31Preview, V31, V32Preview, V32} {
			if got := state.Word(v); got != words[1] {
				t.Errorf("state %d of %s is %q, want %q", state, v, got, words[1])
			}
		}
	}
}
