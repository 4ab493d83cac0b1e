#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the machine says about itself.
enum SystemFacts {
  /// The machine's time zone: from `TZ`, else from the link that systems keep, else UTC.
  static var timeZone: String {
    if let variable = getenv("TZ") {
      var name = String(cString: variable)
      if name.hasPrefix(":") { name.removeFirst() }
      if TimeZoneName.isKnown(name) { return name }
    }
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/etc/localtime", &path, path.count - 1)
    if length > 0 {
      let target = String(decoding: path.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if let range = target.firstRange(of: "zoneinfo/") {
        let name = String(target[range.upperBound...])
        if TimeZoneName.isKnown(name) { return name }
      }
    }
    return "Etc/UTC"
  }

  /// The folder in which the program was started.
  static var currentFolder: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&path, path.count) != nil else { return "/tmp" }
    return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Names of time zones, as Spark accepts them.
enum TimeZoneName {
  /// Whether a name is an offset (`+1:00`, `GMT+5`), one of Java's short names, or a region of the system's tz database.
  static func isKnown(_ name: String) -> Bool {
    if ["Z", "UTC", "GMT", "UT"].contains(name) || shortNames.contains(name) { return true }
    for prefix in ["UTC", "GMT", "UT", ""] where name.hasPrefix(prefix) {
      if isOffset(name.dropFirst(prefix.count)) { return true }
    }
    let plain = name.utf8.allSatisfy {
      ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) || "/_+-".utf8.contains($0)
    }
    guard plain, !name.isEmpty, !name.hasPrefix("/"), !name.hasSuffix("/") else { return false }
    let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
    var status = stat()
    guard stat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return true
  }

  /// `+h`, `+hh`, `+hh:mm`, `+h:mm`, `+hhmm`, `+hh:mm:ss`, up to 18 hours.
  private static func isOffset(_ text: Substring) -> Bool {
    guard let sign = text.first, sign == "+" || sign == "-" else { return false }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }) else { return false }
    if parts.count == 1, parts[0].count == 4 || parts[0].count == 6 {
      return (Int(parts[0].prefix(2)) ?? 99) <= 18 && (Int(parts[0].dropFirst(2).prefix(2)) ?? 99) < 60
    }
    guard parts.count <= 3, let hours = Int(parts[0]), parts[0].count <= 2 else { return false }
    let rest = parts.dropFirst().map { $0.count <= 2 ? Int($0) ?? 99 : 99 }
    return hours <= 18 && rest.allSatisfy { $0 < 60 } && (hours < 18 || rest.allSatisfy { $0 == 0 })
  }

  private static let shortNames: Set<String> = [
    "ACT", "AET", "AGT", "ART", "AST", "BET", "BST", "CAT", "CNT", "CST", "CTT", "EAT", "ECT", "EST", "HST", "IET", "IST", "JST",
    "MIT", "MST", "NET", "NST", "PLT", "PNT", "PRT", "PST", "SST", "VST",
  ]
}
