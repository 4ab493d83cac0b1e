import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns a struct of the values under those names.
struct NamedStruct: SQLFunction {
  static let names = ["named_struct"]
  static let documentation = FunctionDocumentation(
    "named_struct(name1, val1, ...) - Returns a struct of the values under those names.",
    examples: [("SELECT named_struct('a', 1, 'b', 2)", "Row(a=1, b=2)")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    guard !call.arguments.isEmpty, call.arguments.count % 2 == 0 else {
      throw SparkError(
        "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
        [
          "functionName": "`named_struct`", "expectedNum": "2n (n > 0)", "actualNum": String(call.arguments.count),
          "docroot": "https://spark.apache.org/docs/latest",
        ], context: call.origin.contexts)
    }
    var names: [String] = []
    var values: [Expression] = []
    for index in stride(from: 0, to: call.arguments.count, by: 2) {
      guard case .string(let name)? = call.constant(index) else {
        let wrong = stride(from: 0, to: call.arguments.count, by: 2).map { call.arguments[$0].quotedSQL }
        throw call.mismatch(
          "CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING", ["inputExprs": "[" + wrong.joined(separator: ", ") + "]"])
      }
      names.append(name)
      values.append(call.arguments[index + 1])
    }
    return call.bindStruct(names, values, function: "named_struct")
  }
}
