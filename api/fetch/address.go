package fetch

import "net/netip"

// class says how far inside an address lies. Of two, the larger one counts.
type class int

const (
	public class = iota
	loopback
	private
	refused
)

// The networks that are refused always: nobody keeps documents there, but
// clouds keep credentials there.
var never = prefixes(
	"0.0.0.0/8",          // this host: Linux takes 0.0.0.0 for loopback
	"169.254.0.0/16",     // link-local; metadata of most clouds at .169.254
	"100.100.100.200/32", // metadata of Alibaba Cloud
	"168.63.129.16/32",   // the wire server of Azure
	"192.0.0.192/32",     // metadata of Oracle Cloud
	"224.0.0.0/4",        // multicast
	"240.0.0.0/4",        // reserved, and broadcast
	"::/128",             // unspecified
	"fe80::/10",          // link-local
	"fd00:ec2::/32",      // metadata and credentials of Amazon EC2
	"fd20:ce::254/128",   // metadata of Google Cloud
	"fd00:42::42/128",    // metadata of Scaleway
	"64:ff9b:1::/48",     // NAT64 with a local layout, which hides any IPv4
	"ff00::/8",           // multicast
)

// The networks that Options.AllowPrivate opens.
var inside = prefixes(
	"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // RFC 1918
	"100.64.0.0/10", // carrier-grade NAT
	"192.0.0.0/24",  // protocol assignments
	"198.18.0.0/15", // benchmarks
	"fc00::/7",      // unique local
	"fec0::/10",     // site-local, as it was
)

// The networks of IPv6 that lead to an IPv4 address.
var (
	compatible = netip.MustParsePrefix("::/96")
	nat64      = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour  = netip.MustParsePrefix("2002::/16")
	teredo     = netip.MustParsePrefix("2001::/32")
)

// classify judges an address, and the IPv4 address inside an IPv6 one. This
// machine is not reached through a translator or a tunnel, so a loopback
// address inside one is somebody else's, and refused.
func classify(addr netip.Addr) class {
	addr = addr.WithZone("").Unmap()
	switch {
	case !addr.IsValid(), within(addr, never):
		return refused
	case addr.IsLoopback():
		return loopback
	}
	result := public
	if within(addr, inside) {
		result = private
	}
	for _, v4 := range embedded(addr) {
		found := classify(v4)
		if found == loopback {
			found = refused
		}
		result = max(result, found)
	}
	return result
}

// embedded returns the IPv4 addresses that a packet to addr may end at.
func embedded(addr netip.Addr) []netip.Addr {
	if addr.Is4() {
		return nil
	}
	b := addr.As16()
	switch {
	case compatible.Contains(addr), nat64.Contains(addr):
		return []netip.Addr{netip.AddrFrom4([4]byte(b[12:16]))}
	case sixToFour.Contains(addr):
		return []netip.Addr{netip.AddrFrom4([4]byte(b[2:6]))}
	case teredo.Contains(addr):
		// The client's address stands inverted (RFC 4380).
		client := [4]byte{^b[12], ^b[13], ^b[14], ^b[15]}
		return []netip.Addr{netip.AddrFrom4([4]byte(b[4:8])), netip.AddrFrom4(client)}
	}
	return nil
}

func within(addr netip.Addr, networks []netip.Prefix) bool {
	for _, network := range networks {
		if network.Contains(addr) {
			return true
		}
	}
	return false
}

func prefixes(texts ...string) []netip.Prefix {
	parsed := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		parsed[i] = netip.MustParsePrefix(text)
	}
	return parsed
}
