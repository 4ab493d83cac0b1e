import RedstartCodecs
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes

/// The first record of a file.
struct HeaderLine {
  typealias Bytes = UnsafePointer<UInt8>

  /// Its fields; nil for those that are null.
  var fields: [String?]
  /// The line itself.
  var text: [UInt8]
  /// Where the next record begins.
  var next: Bytes

  /// Reads the first record that is no blank line and no comment; nil when there is none.
  init?(_ options: CSVOptions, _ start: Bytes, _ end: Bytes) throws {
    do {
      var line = start
      if options.multiLine {
        let separator = options.lineSeparator.map { ($0[0], $0.count > 1 ? $0[1] : 0) } ?? LineEnd.detect(start, end - start)
        let tokenizer = CarefulTokenizer(options, separator: separator)
        guard try tokenizer.read(start, end - start) else { return nil }
        text = Array(UnsafeBufferPointer(start: start, count: tokenizer.at))
        next = start + tokenizer.at
        fields = Self.fields(tokenizer, options)
        return
      }
      while line < end {
        let (stop, after) = LineEnd.next(line, end, options.lineSeparator)
        var first = line
        while first < stop, first.pointee <= 32 { first += 1 }
        if first < stop, options.comment == 0 || first.pointee != options.comment {
          let tokenizer = CarefulTokenizer(options)
          let found = try tokenizer.read(line, stop - line)
          text = Array(UnsafeBufferPointer(start: line, count: stop - line))
          next = after
          fields = found ? Self.fields(tokenizer, options) : []
          if fields.count > options.maxColumns { throw CarefulTokenizer.UnescapedQuote() }
          if let limit = options.maxCharacters, fields.contains(where: { ($0?.utf16.count ?? 0) > limit }) {
            throw CarefulTokenizer.UnescapedQuote()
          }
          return
        }
        line = after
      }
      return nil
    } catch is CarefulTokenizer.UnescapedQuote {
      throw SparkError("MALFORMED_CSV_RECORD", ["badRecord": "the first record of the file"])
    }
  }

  private static func fields(_ tokenizer: CarefulTokenizer, _ options: CSVOptions) -> [String?] {
    var from = 0
    return tokenizer.ends.map { end in
      guard end >= 0 else { return nil }
      defer { from = end }
      return String(decoding: tokenizer.bytes[from..<end], as: UTF8.self)
    }
  }

  /// Column names: `_c0` where there is none, a number behind names that appear twice.
  func names(_ options: CSVOptions, caseSensitive: Bool) -> [String] {
    guard options.header else { return fields.indices.map { "_c\($0)" } }
    var seen: [String: Int] = [:]
    for case let field? in fields { seen[caseSensitive ? field : field.lowercased(), default: 0] += 1 }
    let null = String(decoding: options.nullValue, as: UTF8.self)
    return fields.enumerated().map { index, field in
      guard let field, !field.isEmpty, field != null else { return "_c\(index)" }
      return seen[caseSensitive ? field : field.lowercased(), default: 0] > 1 ? "\(field)\(index)" : field
    }
  }

  /// Compares the names with those of a schema.
  /// - Throws: When they differ in number or order.
  func check(_ schema: StructType, _ file: FileEntry, caseSensitive: Bool) throws {
    let found = fields.map { $0 ?? "" }
    let path = "file://" + file.path
    if found.count != schema.count {
      throw SparkError(
        "FAILED_READ_FILE.NO_HINT", ["path": path],
        cause: "The header has \(found.count) columns, the schema \(schema.count): header \(found.joined(separator: ", ")); "
          + "schema \(schema.names.joined(separator: ", ")).")
    }
    for (name, field) in zip(found, schema.fields)
    where caseSensitive ? name != field.name : name.lowercased() != field.name.lowercased() {
      throw SparkError(
        "FAILED_READ_FILE.NO_HINT", ["path": path],
        cause: "The header does not have the names of the schema: header \(found.joined(separator: ", ")); "
          + "schema \(schema.names.joined(separator: ", ")).")
    }
  }
}
