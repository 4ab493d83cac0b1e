/// All known configuration entries.
///
/// The lists are text that is read on first use: hundreds of initialisers would cost more to compile and to start.
public enum ConfigurationTable {
  /// Every entry by key.
  public static let entries: [String: ConfigurationEntry] = {
    var table: [String: ConfigurationEntry] = [:]
    table.reserveCapacity(1000)
    for (list, isPublic) in [(documented, true), (internalFirst, false), (internalRest, false)] {
      for line in list.utf8.split(separator: UInt8(ascii: "\n")) {
        if let entry = entry(Substring(line), isPublic: isPublic) { table[entry.key] = entry }
      }
    }
    return table
  }()

  /// The entries that `SET -v` lists, by key.
  public static let publicEntries: [ConfigurationEntry] = entries.values.filter(\.isPublic).sorted { $0.key < $1.key }

  /// Keys of the engine itself, which a session cannot change.
  static let coreKeys: Set<String> = Set(
    core.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.map { String(Substring($0)) })

  /// Reads a line: key, kind, shown default, default, with ` | ` between.
  private static func entry(_ line: Substring, isPublic: Bool) -> ConfigurationEntry? {
    let parts = columns(line)
    guard parts.count >= 3 else { return nil }
    let isStatic = parts[0].hasPrefix("!")
    let key = String(isStatic ? parts[0].dropFirst() : parts[0])
    var word = parts[1]
    var bound = ConfigurationEntry.Bound.none
    if word.hasSuffix(">=0") {
      bound = .notNegative
      word = word.dropLast(3)
    } else if word.hasSuffix(">0") {
      bound = .positive
      word = word.dropLast(2)
    }
    let shown = String(parts[2])
    var value: String? = parts.count > 3 ? String(parts[3]) : shown
    var fallback: String?
    if shown == "<undefined>" { value = nil }
    if shown.hasPrefix("<value of ") {
      fallback = String(shown.dropFirst("<value of ".count).dropLast())
      if parts.count == 3 { value = nil }
    }
    if let own = defaults[key] { value = own() }
    return ConfigurationEntry(
      key: key, kind: kind(word), bound: bound, isStatic: isStatic, isPublic: isPublic,
      shownDefault: defaults[key] == nil ? shown : value ?? shown, defaultValue: value, fallback: fallback)
  }

  /// Cuts a line at its bars; byte by byte, as this runs for every line at the start.
  private static func columns(_ line: Substring) -> [Substring] {
    var parts: [Substring] = []
    let bytes = line.utf8
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let next = bytes.index(after: index)
      // A bar between blanks; an empty last column has none behind it.
      if bytes[index] == UInt8(ascii: "|"), index > start, bytes[bytes.index(before: index)] == UInt8(ascii: " "),
        next == bytes.endIndex || bytes[next] == UInt8(ascii: " ")
      {
        parts.append(line[start..<bytes.index(before: index)])
        start = next == bytes.endIndex ? next : bytes.index(after: next)
        index = start
      } else {
        index = next
      }
    }
    parts.append(line[start...])
    return parts
  }

  private static func kind(_ word: Substring) -> ConfigurationEntry.Kind {
    switch word {
    case "boolean": return .boolean
    case "int": return .int
    case "long": return .long
    case "double": return .double
    case "bytes": return .bytes
    case "mebibytes": return .mebibytes
    case "seconds": return .seconds
    case "milliseconds": return .milliseconds
    case "minutes": return .minutes
    case "zone": return .zone
    default:
      guard word.hasPrefix("word(") else { return .text }
      return .word(word.dropFirst(5).dropLast().split(separator: ",").map(String.init))
    }
  }

  /// Defaults that differ from Spark's, or that depend on the machine.
  private static let defaults: [String: @Sendable () -> String] = [
    // Stack traces of a JVM that is not there help nobody.
    "spark.sql.connect.serverStacktrace.enabled": { "false" },
    "spark.sql.session.timeZone": { SystemFacts.timeZone },
    "spark.sql.warehouse.dir": { "file:\(SystemFacts.currentFolder)/spark-warehouse" },
  ]
}
