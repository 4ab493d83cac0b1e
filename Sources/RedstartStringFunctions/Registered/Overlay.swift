import RedstartLogicalPlan
import RedstartTypes

/// Returns the text with the part at pos, as long as len, replaced.
struct Overlay: SQLFunction {
  static let names = ["overlay"]
  static let documentation = FunctionDocumentation(
    "overlay(input, replace, pos[, len]) - Returns the text with the part at pos, as long as len, replaced.",
    examples: [
      ("SELECT overlay('Spark SQL' PLACING '_' FROM 6)", "Spark_SQL"),
      ("SELECT overlay('Spark SQL' PLACING 'ANSI ' FROM 7 FOR 0)", "Spark ANSI SQL"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3, 4)
    let expected = TypeCoercion.Expected.oneOf([.type(.string), .type(.binary)])
    let source = try call.argument(0, expected)
    let isBinary = source.type == .binary
    let type: DataType = isBinary ? .binary : .string
    let length = call.arguments.count == 4 ? try call.argument(3, .integer) : .literal(.integer(-1))
    return call.scalar(nil, [source, try call.argument(1, type), try call.argument(2, .integer), length], type) {
      arguments, count in
      let text = BytesColumn(arguments[0])
      let replacement = BytesColumn(arguments[1])
      let positions = FixedColumn<Int32>(arguments[2])
      let lengths = FixedColumn<Int32>(arguments[3])
      return RowLoop.bytes(arguments, count, type) { row, sink in
        let (source, new, position) = (text[row], replacement[row], Int(positions[row]))
        let size = isBinary ? new.count : new.characterCount
        let length = lengths[row] >= 0 ? Int(lengths[row]) : size
        func part(_ position: Int, _ length: Int) -> Bytes {
          isBinary
            ? source.byteSubstring(position: position, length: length) : source.substring(position: position, length: length)
        }
        sink.append(part(1, position - 1))
        sink.append(new)
        sink.append(part(position + length, Int(Int32.max)))
        return true
      }
    }
  }
}
