/// The parts of a URL, by the syntax of RFC 3986.
struct WebAddress {
  private(set) var scheme: Swift.Substring?
  private(set) var authority: Swift.Substring?
  private(set) var path: Swift.Substring = ""
  private(set) var query: Swift.Substring?
  private(set) var fragment: Swift.Substring?

  /// Nil for text with characters that no URL holds.
  init?(_ text: String) {
    for byte in text.utf8 where byte <= 0x20 || byte == 0x7f || "\"<>\\^`{|}".utf8.contains(byte) { return nil }
    var rest = Swift.Substring(text)
    if let colon = rest.firstIndex(of: ":"),
      rest[..<colon].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }),
      rest.first?.isLetter == true
    {
      scheme = rest[..<colon]
      rest = rest[rest.index(after: colon)...]
    }
    if let hash = rest.firstIndex(of: "#") {
      fragment = rest[rest.index(after: hash)...]
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      authority = rest[..<end]
      rest = rest[end...]
    }
    path = rest
  }

  /// A part by Spark's name; nil when the URL lacks it or there is no such part.
  func part(_ name: String) -> Swift.Substring? {
    switch name {
    case "PROTOCOL": scheme
    case "AUTHORITY": authority
    case "USERINFO": authority?.firstIndex(of: "@").map { authority?[..<$0] ?? "" }
    case "HOST": host
    case "PATH": path
    case "QUERY": query
    case "REF": fragment
    case "FILE": query.map { Swift.Substring("\(path)?\($0)") } ?? path
    default: nil
    }
  }

  private var host: Swift.Substring? {
    guard let authority else { return nil }
    let place = authority.firstIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    if place.hasPrefix("["), let end = place.firstIndex(of: "]") { return place[...end] }
    let name = place.firstIndex(of: ":").map { place[..<$0] } ?? place
    return name.isEmpty ? nil : name
  }

  /// The value of a key of the query.
  func value(of key: String) -> Swift.Substring? {
    for pair in query?.split(separator: "&") ?? [] {
      guard let equal = pair.firstIndex(of: "="), pair[..<equal] == key else { continue }
      return pair[pair.index(after: equal)...]
    }
    return nil
  }
}
