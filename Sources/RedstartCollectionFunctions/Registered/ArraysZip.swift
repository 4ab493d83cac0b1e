import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// Returns an array of structs of the elements at the same place.
struct ArraysZip: SQLFunction {
  static let names = ["arrays_zip"]
  static let documentation = FunctionDocumentation(
    "arrays_zip(a1, a2, ...) - Returns an array of structs of the elements at the same place.",
    examples: [("SELECT arrays_zip(array(1, 2), array(2, 3))", "[Row(0=1, 1=2), Row(0=2, 1=3)]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    let elements = try call.arguments.indices.map { try call.elementType($0).type }
    let names = call.arguments.enumerated().map { index, argument -> String in
      switch argument {
      case .attribute(let attribute): attribute.name
      case .alias(let alias): alias.name
      case .getField(_, _, let name): name
      default: String(index)
      }
    }
    let entry = DataType.struct(StructType(zip(names, elements).map { StructField($0, $1) }))
    let type = DataType.array(entry, containsNull: false)
    return call.scalar(nil, call.arguments, type) { arguments, count in
      let lists = arguments.map { ListColumn($0) }
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      var offsets: [Int32] = [0]
      var picks = [[Int32]](repeating: [], count: lists.count)
      for row in 0..<rows {
        if valid.map({ $0[row] }) ?? true {
          let longest = lists.map { $0[row].count }.max() ?? 0
          for (index, list) in lists.enumerated() {
            let range = list[row]
            for offset in 0..<longest { picks[index].append(offset < range.count ? Int32(range.lowerBound + offset) : -1) }
          }
          offsets.append(offsets[offsets.count - 1] + Int32(longest))
        } else {
          offsets.append(offsets[offsets.count - 1])
        }
      }
      let total = Int(offsets[offsets.count - 1])
      let children = zip(lists, picks).map { list, rows in
        list.child.count == 0
          ? Vector.nulls(list.child.type, count: total).flattened() : list.child.gather(Selection(rows)).flattened()
      }
      let result = Vector(
        type: type, count: rows, validity: valid,
        layout: .list(
          offsets: Buffer(copying: offsets), child: Vector(type: entry, count: total, layout: .structure(children))))
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
