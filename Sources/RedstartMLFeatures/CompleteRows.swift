import RedstartColumnar
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes

/// The condition that none of some columns is null or NaN.
enum CompleteRows {
  static func condition(_ columns: [Expression]) -> Expression {
    let function = BoundFunction(
      "complete_row", type: .boolean, nullable: false, nullPolicy: .custom, isFoldable: false
    ) { arguments, count in
      let result = Buffer(byteCount: max(count, 1))
      let out = result.mutable(UInt8.self)
      out.initialize(repeating: 1, count: count)
      for argument in arguments {
        let column = argument.flattened()
        if let validity = column.rowValidity {
          for row in 0..<count { out[row] &= validity[row] ? 1 : 0 }
        }
        switch column.type {
        case .double:
          let values = column.values(Double.self)
          for row in 0..<count { out[row] &= values[row].isNaN ? 0 : 1 }
        case .float:
          let values = column.values(Float.self)
          for row in 0..<count { out[row] &= values[row].isNaN ? 0 : 1 }
        default: break
        }
      }
      return Vector(type: .boolean, count: count, values: result)
    }
    return .call(FunctionCall(function, columns))
  }
}
