import RedstartMLCore

/// The machine-learning classes that clients may name, by Spark's class name.
struct OperatorCatalog: Sendable {
  let registry: MLRegistry

  /// A stage of that class with parameters set.
  /// - Throws: `CONNECT_ML.UNSUPPORTED_EXCEPTION` for an unknown class.
  func make(_ className: String, uid: String, _ params: [String: ParamValue]) throws -> any Operator {
    try registry.make(className, uid: uid).setting(params)
  }
}
