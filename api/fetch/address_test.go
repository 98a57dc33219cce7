package fetch

import (
	"errors"
	"net/netip"
	"testing"
)

func TestAddressesAreJudgedByTheirNetwork(t *testing.T) {
	for text, want := range map[string]class{
		"8.8.8.8":                     public,
		"172.15.255.255":              public,
		"172.32.0.0":                  public,
		"100.63.255.255":              public,
		"100.128.0.0":                 public,
		"169.253.255.255":             public,
		"192.0.1.0":                   public,
		"198.20.0.0":                  public,
		"223.255.255.255":             public,
		"2606:4700::1111":             public,
		"127.0.0.1":                   loopback,
		"127.255.255.254":             loopback,
		"::1":                         loopback,
		"::ffff:127.0.0.1":            loopback,
		"10.0.0.1":                    private,
		"172.16.0.1":                  private,
		"172.31.255.255":              private,
		"192.168.1.1":                 private,
		"100.64.0.1":                  private,
		"192.0.0.8":                   private,
		"198.18.0.1":                  private,
		"198.19.255.255":              private,
		"fc00::1":                     private,
		"fd12:3456::1":                private,
		"fec0::1":                     private,
		"::ffff:192.168.1.1":          private,
		"0.0.0.0":                     refused,
		"0.1.2.3":                     refused,
		"169.254.0.1":                 refused,
		"169.254.169.254":             refused,
		"169.254.170.2":               refused,
		"100.100.100.200":             refused,
		"168.63.129.16":               refused,
		"192.0.0.192":                 refused,
		"224.0.0.1":                   refused,
		"239.255.255.255":             refused,
		"240.0.0.1":                   refused,
		"255.255.255.255":             refused,
		"::":                          refused,
		"fe80::1":                     refused,
		"fe80::1%eth0":                refused,
		"febf::1":                     refused,
		"fd00:ec2::254":               refused,
		"fd20:ce::254":                refused,
		"fd00:42::42":                 refused,
		"ff02::1":                     refused,
		"::ffff:169.254.1.1":          refused,
		"::169.254.169.254":           refused,
		"::8.8.8.8":                   public,
		"64:ff9b::8.8.8.8":            public,
		"64:ff9b::10.0.0.1":           private,
		"64:ff9b::a9fe:a9fe":          refused,
		"64:ff9b::127.0.0.1":          refused,
		"64:ff9b:1::808:808":          refused,
		"2002:808:808::1":             public,
		"2002:a00:1::1":               private,
		"2002:a9fe:a9fe::1":           refused,
		"2002:7f00:1::1":              refused,
		"2001:0:808:808::f7f7:f7f7":   public,  // the client is 8.8.8.8, inverted
		"2001:0:808:808::5601:5601":   refused, // the client is 169.254.169.254
		"2001:0:808:808::f5ff:fffe":   private, // the client is 10.0.0.1
		"2001:0:a9fe:a9fe::f7f7:f7f7": refused,
	} {
		if got := classify(netip.MustParseAddr(text)); got != want {
			t.Errorf("classify(%s) = %d, want %d", text, got, want)
		}
	}
	if got := classify(netip.Addr{}); got != refused {
		t.Errorf("classify of no address = %d, want refused", got)
	}
}

func TestPrivateNetworksOpenBySettingAlone(t *testing.T) {
	for address, want := range map[string]struct{ closed, open error }{
		"8.8.8.8:80":         {nil, nil},
		"127.0.0.1:80":       {nil, nil},
		"[::1]:80":           {nil, nil},
		"10.0.0.1:80":        {ErrRefused, nil},
		"[fd12::1]:443":      {ErrRefused, nil},
		"100.64.0.1:80":      {ErrRefused, nil},
		"169.254.169.254:80": {ErrRefused, ErrRefused},
		"[fd00:ec2::254]:80": {ErrRefused, ErrRefused},
		"100.100.100.200:80": {ErrRefused, ErrRefused},
		"192.0.0.192:80":     {ErrRefused, ErrRefused},
		"[fe80::1%lo]:80":    {ErrRefused, ErrRefused},
		"0.0.0.0:80":         {ErrRefused, ErrRefused},
	} {
		if err := New(Options{}).control(t.Context(), "tcp", address, nil); !errors.Is(err, want.closed) {
			t.Errorf("dial %s: %v, want %v", address, err, want.closed)
		}
		if err := New(Options{AllowPrivate: true}).control(t.Context(), "tcp", address, nil); !errors.Is(err, want.open) {
			t.Errorf("dial %s with AllowPrivate: %v, want %v", address, err, want.open)
		}
	}
}
