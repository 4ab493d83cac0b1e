/// One error condition: its SQLSTATE, its exception family and the sentence that users read.
///
/// The conditions are data. Each area of the engine keeps its own in `Conditions/`; `<name>` in a sentence stands for the
/// parameter of that name. Names, SQLSTATEs and parameters are Spark's, the sentences are ours.
public struct ErrorCondition: Sendable {
  public let sqlState: String
  public let exception: ExceptionClass
  public let template: String

  public init(_ sqlState: String, _ exception: ExceptionClass, _ template: String) {
    self.sqlState = sqlState
    self.exception = exception
    self.template = template
  }

  /// The condition of that name; an unknown name is reported as an internal error, never a crash.
  public static func named(_ name: String) -> ErrorCondition {
    all[name] ?? ErrorCondition("XX000", .spark, "Condition \(name) has no entry in the table of conditions.")
  }

  /// The sentence with its parameters filled in.
  public func sentence(_ parameters: [String: String]) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "<") {
      result += rest[..<open]
      guard let close = rest[open...].firstIndex(of: ">") else { break }
      let name = String(rest[rest.index(after: open)..<close])
      result += parameters[name] ?? "<\(name)>"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Every condition by name.
  public static let all: [String: ErrorCondition] = {
    var table: [String: ErrorCondition] = [:]
    for area in [
      generalConditions, parserConditions, analysisConditions, executionConditions, castConditions, functionConditions,
      sourceConditions, connectConditions, machineLearningConditions, rddConditions, queryConditions,
    ] {
      table.merge(area) { first, _ in first }
    }
    return table
  }()
}
