import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Nested values made of the texts of the first argument.
func eachRow(
  _ arguments: [Vector], _ count: Int, _ type: DataType, _ body: (String) throws -> Value
) rethrows -> Vector {
  let texts = BytesColumn(arguments[0])
  let (rows, isConstant) = RowLoop.extent(arguments, count)
  let valid = RowLoop.validity(arguments, rows)
  let builder = VectorBuilder(type: type, capacity: rows)
  for row in 0..<rows {
    if valid.map({ $0[row] }) ?? true { builder.append(try body(texts.string(row))) } else { builder.appendNull() }
  }
  let result = builder.finish()
  return isConstant ? .constant(result, count: count) : result
}
