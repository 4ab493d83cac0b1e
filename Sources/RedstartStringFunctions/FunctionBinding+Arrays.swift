import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

extension FunctionBinding {
  /// `concat` of arrays: null when one of them is.
  func concatenatedArrays() throws -> Expression {
    guard let common = TypeCoercion.commonTypeWithoutStringPromotion(arguments.map(\.type)) else {
      let types = arguments.map { "\"\($0.type.sql)\"" }.joined(separator: " or ")
      throw mismatch("DATA_DIFF_TYPES", ["functionName": quoted(name.lowercased()), "dataType": "(\(types))"])
    }
    let arguments = arguments.map { $0.implicitlyCast(to: common) }
    guard case .array(let element, _) = arguments[0].type else { throw unexpectedType(0, .anyArray) }
    let containsNull = arguments.contains { if case .array(_, let nulls) = $0.type { nulls } else { true } }
    let type = DataType.array(element, containsNull: containsNull)
    return scalar("concat", arguments, type) { arguments, count in
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let lists = arguments.map { ListColumn($0) }
      let nulls = RowLoop.validity(arguments, rows)
      var starts: [Int] = []
      var total = 0
      for list in lists {
        starts.append(total)
        total += list.child.count
      }
      var offsets: [Int32] = [0]
      var indices: [Int32] = []
      for row in 0..<rows {
        if nulls.map({ $0[row] }) ?? true {
          for (list, start) in zip(lists, starts) { for index in list[row] { indices.append(Int32(start + index)) } }
        }
        offsets.append(Int32(indices.count))
      }
      let children = Vector.concatenate(lists.map(\.child), type: element).gather(Selection(indices))
      let result = Vector(
        type: type, count: rows, validity: nulls, layout: .list(offsets: Buffer(copying: offsets), child: children))
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
