import RedstartConnectors
import RedstartDiagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files under some paths: globs expanded, folders listed, hidden files left out.
public struct FileIndex {
  /// A data file with the `key=value` folders between it and its root.
  public struct Found: Sendable {
    public var path: String
    public var size: Int
    var modified: Int64
    var partition: [(key: String, value: String)]
  }

  /// Whether folders are searched at all depths without looking for partitions.
  var isRecursive = false
  /// A glob that file names must match.
  var nameFilter: String?
  /// Where partition folders begin, if not at the paths.
  var basePath: String?

  public init() {}

  /// The files of all paths, by path.
  /// - Throws: `PATH_NOT_FOUND`, `CONFLICTING_DIRECTORY_STRUCTURES`.
  public func files(_ paths: [String]) throws -> [Found] {
    var found: [Found] = []
    for path in paths {
      let absolute = Self.absolute(path)
      let roots = Self.isGlob(absolute) ? Self.expand(absolute) : [absolute]
      if roots.isEmpty { throw Self.notFound(absolute) }
      for root in roots {
        guard let status = Self.status(root) else { throw Self.notFound(root) }
        let prefix =
          basePath.map { Self.partitions(between: Self.absolute($0), and: status.isFolder ? root : Self.parent(root)) } ?? []
        if status.isFolder {
          list(root, prefix, isRoot: true, into: &found)
        } else {
          found.append(Found(path: root, size: status.size, modified: status.modified, partition: prefix))
        }
      }
    }
    if let nameFilter { found = found.filter { Self.matches(Self.lastPart($0.path)[...], nameFilter[...]) } }
    if isRecursive { for index in found.indices { found[index].partition = [] } }
    return found
  }

  private func list(_ folder: String, _ partition: [(key: String, value: String)], isRoot: Bool, into found: inout [Found]) {
    for name in Self.entries(folder) where !Self.isHidden(name) {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      guard let status = Self.status(path) else { continue }
      if !status.isFolder {
        found.append(Found(path: path, size: status.size, modified: status.modified, partition: partition))
      } else if isRecursive {
        list(path, [], isRoot: false, into: &found)
      } else if let pair = Self.partition(name) {
        list(path, partition + [pair], isRoot: false, into: &found)
      }
    }
  }

  static func notFound(_ path: String) -> SparkError { SparkError("PATH_NOT_FOUND", ["path": "file:" + path]) }

  /// Names that writers keep for themselves.
  static func isHidden(_ name: String) -> Bool {
    (name.hasPrefix("_") && !name.contains("=")) || name.hasPrefix(".") || name.hasSuffix("._COPYING_")
  }

  /// `key=value` of a folder's name.
  static func partition(_ name: String) -> (key: String, value: String)? {
    guard let equals = name.firstIndex(of: "="), equals != name.startIndex else { return nil }
    return (unescape(String(name[..<equals])), unescape(String(name[name.index(after: equals)...])))
  }

  private static func partitions(between base: String, and folder: String) -> [(key: String, value: String)] {
    let start = base.hasSuffix("/") ? String(base.dropLast()) : base
    guard folder.hasPrefix(start) else { return [] }
    return folder.dropFirst(start.count).split(separator: "/").compactMap { partition(String($0)) }
  }

  /// The text with `%2F` and the like replaced by what they stand for.
  static func unescape(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
        let byte = UInt8(String(decoding: source[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        index += 3
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Paths

  /// The path without `file:`, from the root, without doubled or final slashes.
  static func absolute(_ path: String) -> String {
    var text = path
    if text.hasPrefix("file:") {
      text.removeFirst(5)
      while text.hasPrefix("//") { text.removeFirst() }
    }
    if !text.hasPrefix("/") { text = currentFolder() + "/" + text }
    var parts: [Substring] = []
    for part in text.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func currentFolder() -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    guard getcwd(&buffer, buffer.count) != nil else { return "" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private static func parent(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
  }

  // MARK: The file system

  static func status(_ path: String) -> (isFolder: Bool, size: Int, modified: Int64)? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    #if canImport(Darwin)
      let modified = Int64(info.st_mtimespec.tv_sec) * 1_000_000 + Int64(info.st_mtimespec.tv_nsec) / 1000
    #else
      let modified = Int64(info.st_mtim.tv_sec) * 1_000_000 + Int64(info.st_mtim.tv_nsec) / 1000
    #endif
    return (info.st_mode & S_IFMT == S_IFDIR, Int(info.st_size), modified)
  }

  /// The names in a folder, sorted.
  static func entries(_ folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  // MARK: Globs

  static func isGlob(_ path: String) -> Bool { path.contains { "*?[{".contains($0) } }

  /// The existing paths that a glob means, sorted.
  static func expand(_ glob: String) -> [String] {
    alternatives(glob).flatMap { pattern -> [String] in
      var paths = [""]
      for part in pattern.split(separator: "/") {
        let text = String(part)
        if isGlob(text) {
          paths = paths.flatMap { folder in
            entries(folder.isEmpty ? "/" : folder).filter { !isHidden($0) && matches($0[...], text[...]) }
              .map { folder + "/" + $0 }
          }
        } else {
          paths = paths.map { $0 + "/" + text }.filter { status($0) != nil }
        }
      }
      return paths
    }.sorted()
  }

  /// `a{b,c}d` as `abd` and `acd`.
  static func alternatives(_ pattern: String) -> [String] {
    guard let open = pattern.firstIndex(of: "{"), let close = pattern[open...].firstIndex(of: "}") else { return [pattern] }
    let head = pattern[..<open]
    let tail = pattern[pattern.index(after: close)...]
    return pattern[pattern.index(after: open)..<close].split(separator: ",", omittingEmptySubsequences: false)
      .flatMap { alternatives(String(head) + String($0) + String(tail)) }
  }

  /// Whether a name matches a pattern of `*`, `?` and `[a-z]`.
  static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
    guard let head = pattern.first else { return name.isEmpty }
    switch head {
    case "*":
      let rest = pattern.drop { $0 == "*" }
      var text = name
      while true {
        if matches(text, rest) { return true }
        if text.isEmpty { return false }
        text = text.dropFirst()
      }
    case "?": return !name.isEmpty && matches(name.dropFirst(), pattern.dropFirst())
    case "{":
      return alternatives(String(pattern)).contains { !$0.hasPrefix("{") && matches(name, $0[...]) }
    case "[":
      guard let first = name.first, let close = pattern.firstIndex(of: "]") else { return false }
      var members = pattern[pattern.index(after: pattern.startIndex)..<close]
      let isNegated = members.first == "^" || members.first == "!"
      if isNegated { members = members.dropFirst() }
      var isMember = false
      let letters = Array(members)
      var index = 0
      while index < letters.count {
        if index + 2 < letters.count, letters[index + 1] == "-" {
          isMember = isMember || (letters[index] <= first && first <= letters[index + 2])
          index += 3
        } else {
          isMember = isMember || letters[index] == first
          index += 1
        }
      }
      return isMember != isNegated && matches(name.dropFirst(), pattern[pattern.index(after: close)...])
    default: return name.first == head && matches(name.dropFirst(), pattern.dropFirst())
    }
  }
}
