import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// The functions that queries can call, by name.
public struct FunctionRegistry: Sendable {
  private var functions: [String: any SQLFunction.Type] = [:]

  public init(_ types: [any SQLFunction.Type] = []) {
    for type in types { register(type) }
  }

  /// Adds a function under all its names; later ones replace earlier ones.
  public mutating func register(_ type: any SQLFunction.Type) {
    for name in type.names { functions[name.lowercased()] = type }
  }

  /// The function of that name, without regard to case.
  public func find(_ name: String) -> (any SQLFunction.Type)? { functions[name.lowercased()] }

  /// All names, sorted.
  public var names: [String] { functions.keys.sorted() }

  /// The function that a call by those name parts means; `builtin.` and `system.builtin.` may stand before the name.
  /// - Throws: `UNRESOLVED_ROUTINE`.
  public func lookUp(_ nameParts: [String], searchPath: String, context: [QueryContext] = []) throws -> any SQLFunction.Type {
    let prefix = nameParts.dropLast().map { $0.lowercased() }
    if let name = nameParts.last, prefix.isEmpty || prefix == ["builtin"] || prefix == ["system", "builtin"],
      let function = find(name)
    {
      return function
    }
    throw SparkError(
      "UNRESOLVED_ROUTINE",
      ["routineName": nameParts.map(quoted).joined(separator: "."), "searchPath": searchPath], context: context)
  }
}
