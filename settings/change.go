package settings

import (
	"errors"
	"fmt"
	"reflect"
)

// Change alters the settings at Path; see ChangeFile.
func Change(change func(*Settings)) error { return ChangeFile(Path(), change) }

// ChangeFile reads the settings at path, lets change alter them, and writes
// what it altered, whole or not at all. Other values stay as the file has them
// at that moment, so that a choice made in one place takes none back that was
// made in another. Where nothing is altered, nothing is written, and what is
// altered to its default is taken out of the file. Two calls at once may lose
// one's change.
func ChangeFile(path string, change func(*Settings)) error {
	k, err := read(path)
	var broken *BrokenError
	if err != nil && !errors.As(err, &broken) {
		return fmt.Errorf("change settings %q: %w", path, err)
	}
	// Values that cannot be used have their defaults here, and stay in the file.
	before, _ := decode(k)
	_ = overrideFromEnv(&before)
	after := before.Clone()
	change(&after)
	if err := after.Validate(); err != nil {
		return fmt.Errorf("change settings %q: %w", path, err)
	}
	var altered []field
	for _, f := range fields {
		if !reflect.DeepEqual(f.value(before), f.value(after)) {
			altered = append(altered, f)
		}
	}
	if len(altered) == 0 {
		return nil
	}
	if err := after.write(path, k, altered); err != nil {
		return fmt.Errorf("change settings %q: %w", path, err)
	}
	return nil
}
