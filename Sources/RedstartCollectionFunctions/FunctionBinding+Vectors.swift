import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

extension FunctionBinding {
  /// The elements of MLlib vectors; the zeros of sparse ones are filled in.
  func vectorElements(_ type: DataType, isFloat: Bool) -> Expression {
    let isConstantType = arguments.count == 2
    let list = isConstantType ? Array(arguments.prefix(1)) : arguments
    return scalar(nil, list, type) { arguments, count in
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let source = arguments[0]
      let elements = VectorBuilder(type: isFloat ? .float : .double, capacity: rows * 4)
      var offsets: [Int32] = [0]
      func add(_ number: Double) { if isFloat { elements.append(Float(number)) } else { elements.append(number) } }
      for row in 0..<rows {
        if case .structure(let parts) = source.value(at: row), case .array(let values) = parts[3] {
          let numbers = values.map { value -> Double in if case .double(let number) = value { number } else { 0 } }
          if case .integer(0) = parts[0], case .integer(let size) = parts[1], case .array(let indices) = parts[2] {
            var dense = [Double](repeating: 0, count: Int(size))
            for (index, number) in zip(indices, numbers) {
              if case .integer(let place) = index, place >= 0, place < size { dense[Int(place)] = number }
            }
            dense.forEach(add)
          } else {
            numbers.forEach(add)
          }
        }
        offsets.append(Int32(elements.count))
      }
      let result = Vector(
        type: type, count: rows, validity: RowLoop.validity(arguments, rows),
        layout: .list(offsets: Buffer(copying: offsets), child: elements.finish()))
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
