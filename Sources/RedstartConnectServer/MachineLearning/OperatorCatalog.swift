import RedstartDiagnostics
import RedstartMLCore

/// The machine-learning classes that clients may name, by Spark's class name.
struct OperatorCatalog: Sendable {
  private let operators: [String: any Operator.Type]

  init(_ operators: [any Operator.Type]) {
    self.operators = Dictionary(operators.map { ($0.className, $0) }) { first, _ in first }
  }

  /// A stage of that class with parameters set.
  /// - Throws: `CONNECT_ML.UNSUPPORTED_EXCEPTION` for an unknown class.
  func make(_ className: String, uid: String, _ params: [String: ParamValue]) throws -> any Operator {
    guard let type = operators[className] else {
      throw SparkError("CONNECT_ML.UNSUPPORTED_EXCEPTION", ["message": "\(className) is not supported"])
    }
    return try type.init(uid: uid).setting(params)
  }
}
