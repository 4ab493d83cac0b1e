import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// The struct type of the first argument and the name that the second one holds.
  func fieldToChange() throws -> (StructType, String) {
    guard case .struct(let type) = arguments[0].type.storage else { throw unexpectedType(0, "\"STRUCT\"") }
    guard case .string(let name)? = constant(1) else { throw SparkError.internal("a field without a name") }
    return (type, name)
  }

  func sameName(_ a: String, _ b: String) -> Bool {
    environment.caseSensitive ? a == b : a.lowercased() == b.lowercased()
  }

  /// The first argument as a struct of that type: for each field the position that it had, or nil for `value`. Null stays null.
  func changingFields(
    _ type: StructType, _ sources: [Int?], value: Expression?, sql: @escaping @Sendable ([String]) -> String
  ) -> Expression {
    let structure = arguments[0]
    let type = DataType.struct(type)
    return scalarWithNulls(
      "update_fields", [structure] + (value.map { [$0] } ?? []), type, nullable: structure.nullable, sql: sql
    ) { arguments, count in
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let flat = arguments.map { $0.isConstant ? $0.slice(0..<rows).flattened() : $0.flattened() }
      guard case .structure(let children) = flat[0].layout else { throw SparkError.internal("update_fields of no struct") }
      let result = Vector(
        type: type, count: rows, validity: flat[0].validity,
        layout: .structure(sources.map { source in source.map { children[$0] } ?? flat[1] }))
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
