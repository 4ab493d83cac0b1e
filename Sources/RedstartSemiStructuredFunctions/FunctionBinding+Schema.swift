import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// The type that a constant schema argument stands for: DDL, Spark's JSON form, or `schema_of_json(…)`.
  /// - Throws: `INVALID_SCHEMA.NON_STRING_LITERAL`, and what a faulty text raises.
  func schemaArgument(_ index: Int) throws -> DataType {
    if case .call(let call) = arguments[index], call.function.name == "schema_of_json",
      case .string(let text)? = call.arguments.first?.constantLiteral?.value
    {
      return (try? JSONValue(parsing: text)).flatMap { JSONSchema.type(of: $0) } ?? .string
    }
    guard case .string(let text)? = constant(index) else {
      throw SparkError(
        "INVALID_SCHEMA.NON_STRING_LITERAL", ["inputSchema": "\"\(arguments[index].prettySQL)\""], context: origin.contexts)
    }
    if text.first == "{" { return try DataType(json: text) }
    if let type = try? DataType(typeDDL: text) { return type }
    return .struct(try StructType(ddl: text))
  }

  /// The options of a constant map, with names in lower case; none when the argument is absent.
  func options(_ index: Int) throws -> [String: String] {
    guard index < arguments.count else { return [:] }
    var list: [Expression] = []
    if case .call(let call) = arguments[index], call.function.name == "map" { list = call.arguments }
    if list.isEmpty, case .map(let keys, let values)? = constant(index) {
      list = zip(keys, values).flatMap { [$0, $1] }.map { .literal(Literal($0, .string)) }
    }
    var options: [String: String] = [:]
    for place in stride(from: 0, to: list.count - 1, by: 2) {
      guard case .string(let key)? = list[place].constantLiteral?.value,
        case .string(let value)? = list[place + 1].constantLiteral?.value
      else { throw SparkError("INVALID_OPTIONS.NON_STRING_TYPE", ["mapType": "\"\(arguments[index].type.sql)\""]) }
      options[key.lowercased()] = value
    }
    return options
  }
}
