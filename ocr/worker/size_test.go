package worker

import (
	"math"
	"testing"
	"testing/fstest"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestTheLimitsOfControlGroupsAreFound(t *testing.T) {
	inf := math.Inf(1)
	for name, tt := range map[string]struct {
		system       fstest.MapFS
		cpus, memory float64
	}{
		"no groups": {fstest.MapFS{}, inf, inf},
		"version 2, no limit": {fstest.MapFS{
			"proc/self/cgroup":          file("0::/user.slice\n"),
			"sys/fs/cgroup/cpu.max":     file("max 100000\n"),
			"sys/fs/cgroup/memory.max":  file("max\n"),
			"sys/fs/cgroup/user.slice/": file(""),
		}, inf, inf},
		"version 2, a limit above ours": {fstest.MapFS{
			"proc/self/cgroup":                file("0::/pod/recto\n"),
			"sys/fs/cgroup/pod/cpu.max":       file("150000 100000\n"),
			"sys/fs/cgroup/pod/memory.max":    file("1073741824\n"),
			"sys/fs/cgroup/pod/recto/cpu.max": file("400000 100000\n"),
		}, 1.5, 1 << 30},
		"version 1, the path of the host": {fstest.MapFS{
			"proc/self/cgroup":                            file("5:memory:/docker/0\n4:cpu,cpuacct:/docker/0\n1:name=systemd:/docker/0\n0::/docker/0\n"),
			"sys/fs/cgroup/memory/memory.limit_in_bytes":  file("2147483648\n"),
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":  file("200000\n"),
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": file("100000\n"),
		}, 2, 2 << 30},
		"version 1, no quota": {fstest.MapFS{
			"proc/self/cgroup":                    file("4:cpu:/\n"),
			"sys/fs/cgroup/cpu/cpu.cfs_quota_us":  file("-1\n"),
			"sys/fs/cgroup/cpu/cpu.cfs_period_us": file("100000\n"),
		}, inf, inf},
	} {
		cpus, memory := cgroupLimits(tt.system)
		if cpus != tt.cpus || memory != tt.memory {
			t.Errorf("%s: %v CPUs, %v bytes, want %v, %v", name, cpus, memory, tt.cpus, tt.memory)
		}
	}
}

func TestThePoolFitsTheMachine(t *testing.T) {
	inf := math.Inf(1)
	for _, tt := range []struct {
		cores        int
		cpus, memory float64
		size         int
	}{
		{4, inf, inf, 4},
		{8, 1.5, inf, 2},
		{8, 0.3, inf, 1},
		{8, inf, 2 << 30, 2},
		{8, inf, 100 << 20, 1},
	} {
		if got := sizeFor(tt.cores, tt.cpus, tt.memory); got != tt.size {
			t.Errorf("sizeFor(%d, %v, %v) = %d, want %d", tt.cores, tt.cpus, tt.memory, got, tt.size)
		}
	}
	if memory := totalMemory(fstest.MapFS{"proc/meminfo": file("MemTotal:       16384 kB\nMemFree: 1 kB\n")}); memory != 16<<20 {
		t.Errorf("totalMemory = %v, want %v", memory, 16<<20)
	}
	if got := DefaultSize(); got < 1 {
		t.Errorf("DefaultSize() = %d", got)
	}
}
