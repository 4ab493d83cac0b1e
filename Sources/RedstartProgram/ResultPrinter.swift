import ArgumentParser
import Foundation
import RedstartColumnar
import RedstartSession
import RedstartTypes

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case table, csv, json }

/// Prints the rows of a query to standard output.
struct ResultPrinter {
  private let format: OutputFormat
  private let schema: StructType
  private let pretty: PrettyText

  init(_ format: OutputFormat, _ schema: StructType, timeZone: String) {
    self.format = format
    self.schema = schema
    pretty = PrettyText(timeZone: timeZone)
  }

  func print(_ batches: [RecordBatch]) {
    if schema.fields.isEmpty { return }
    var out = ""
    switch format {
    case .table: out = table(batches)
    case .csv:
      out = schema.names.map(quoted).joined(separator: ",") + "\n"
      forEachRow(batches) { row in
        out +=
          row.enumerated().map { $1.isNull ? "" : quoted(pretty.text($1, schema.fields[$0].type)) }.joined(separator: ",") + "\n"
      }
    case .json:
      forEachRow(batches) { row in
        out +=
          "{"
          + row.enumerated().filter { !$1.isNull }.map { "\(string(schema.fields[$0].name)):\(json($1, schema.fields[$0].type))" }
          .joined(separator: ",") + "}\n"
      }
    }
    FileHandle.standardOutput.write(Data(out.utf8))
  }

  private func forEachRow(_ batches: [RecordBatch], _ body: ([Value]) -> Void) {
    for batch in batches { for row in 0..<batch.count { body(batch.columns.map { $0.value(at: row) }) } }
  }

  private func table(_ batches: [RecordBatch]) -> String {
    var cells = [schema.names]
    forEachRow(batches) { row in cells.append(row.enumerated().map { pretty.text($1, schema.fields[$0].type) }) }
    return TextTable(cells).text
  }

  private func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) || text.isEmpty else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  private func string(_ text: String) -> String {
    var out = ""
    JSONValue.quote(text, to: &out)
    return out
  }

  private func json(_ value: Value, _ type: DataType) -> String {
    switch (value, type.storage) {
    case (.null, _): return "null"
    case (.boolean(let flag), _): return String(flag)
    case (.double(let number), _): return number.isFinite ? pretty.text(value, type) : string(pretty.text(value, type))
    case (.integer, let storage) where storage.isIntegral: return pretty.text(value, type)
    case (.decimal, _): return pretty.text(value, type)
    case (.array(let elements), .array(let element, _)):
      return "[" + elements.map { json($0, element) }.joined(separator: ",") + "]"
    case (.structure(let fields), .struct(let type)):
      return "{" + zip(fields, type.fields).map { "\(string($1.name)):\(json($0, $1.type))" }.joined(separator: ",") + "}"
    case (.map(let keys, let values), .map(let key, let item, _)):
      return "{" + zip(keys, values).map { "\(string(pretty.text($0, key))):\(json($1, item))" }.joined(separator: ",") + "}"
    default: return string(pretty.text(value, type))
    }
  }
}
