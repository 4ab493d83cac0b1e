import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes
import Synchronization

/// Columns that look a value up by the leaf that a row ends in.
struct LeafOutput: Sendable {
  let kernel: TreeKernel
  /// Distinguishes the functions of one model from those of others.
  let identity: Int
  let features: Attribute

  /// Numbers for ``identity``.
  static func nextIdentity() -> Int { counter.add(1, ordering: .relaxed).newValue }
  private static let counter = Atomic<Int>(0)

  /// A number a row.
  func numbers(_ name: String, _ table: [Double], metadata: Metadata, as purpose: String) -> Alias {
    let values = Buffer(copying: table)
    return column(name, .double, metadata, purpose) { rows, leaves in
      let count = rows.count
      let out = Buffer(count: max(count, 1), of: Double.self)
      let (target, source, leaf) = (out.mutable(Double.self), values.pointer(Double.self), leaves.pointer(Int32.self))
      for row in 0..<count { target[row] = source[Int(leaf[row])] }
      return Vector(type: .double, count: count, values: out)
    }
  }

  /// A vector a row; `table` holds those of all nodes one after the other.
  func vectors(_ name: String, _ table: [Double], size: Int, metadata: Metadata, as purpose: String) -> Alias {
    let values = Buffer(copying: table)
    return column(name, .udt(.vector), metadata, purpose) { rows, leaves in
      let count = rows.count
      let out = Buffer(count: max(count * size, 1), of: Double.self)
      let (target, source, leaf) = (out.mutable(Double.self), values.pointer(Double.self), leaves.pointer(Int32.self))
      for row in 0..<count {
        let from = source + Int(leaf[row]) &* size
        let to = target + row &* size
        for index in 0..<size { to[index] = from[index] }
      }
      return VectorColumn.dense(out, size: size, count: count)
    }
  }

  private func column(
    _ name: String, _ type: DataType, _ metadata: Metadata, _ purpose: String,
    _ look: @escaping @Sendable (VectorRows, Buffer) -> Vector
  ) -> Alias {
    let kernel = kernel
    let features = features.name
    let function = BoundFunction(
      "\(purpose)#\(identity)", type: type, nullable: type != .double, nullPolicy: .custom, isFoldable: false,
      sql: { "UDF(\($0.joined(separator: ", ")))" }
    ) { arguments, count in
      guard let rows = VectorRows(arguments[0]) else { throw SparkError.internal("\(features) holds no vectors") }
      if rows.validity != nil {
        throw SparkError(
          "FAILED_EXECUTE_UDF",
          [
            "functionName": "`\(purpose)`", "signature": "vector", "result": type.simpleString,
            "reason": "a vector in column \(features) is null",
          ])
      }
      let leaves = kernel.leaves(rows)
      let positions = leaves.pointer(Int32.self)
      for row in 0..<rows.count where positions[row] < 0 {
        throw SparkError(
          "ML_VECTOR_SIZE",
          ["column": features, "expected": String(kernel.featureCount), "actual": String(rows.size(row))], as: .spark)
      }
      return look(rows, leaves)
    }
    return Alias(.call(FunctionCall(function, [.attribute(self.features)])), name, metadata: metadata)
  }
}
