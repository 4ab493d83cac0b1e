import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics

extension ConnectSession {
  /// Sets, reads or removes settings.
  /// - Returns: the settings asked for.
  func configure(_ operation: Spark_Connect_ConfigRequest.Operation) throws -> [Spark_Connect_KeyValue] {
    let configuration = engine.configuration
    switch operation.opType {
    case .set(let operation):
      for pair in operation.pairs {
        do {
          try configuration.set(pair.key, pair.value)
        } catch  where operation.silent {
          // The client asks for what can be set; the rest it reports itself.
          continue
        }
      }
    case .get(let operation): return try operation.keys.map { pair($0, try configuration.get($0)) }
    case .getWithDefault(let operation):
      return try operation.pairs.map { entry in
        pair(entry.key, try configuration.get(entry.key, default: entry.hasValue ? entry.value : nil))
      }
    case .getOption(let operation): return operation.keys.map { pair($0, configuration.getOption($0)) }
    case .getAll(let operation):
      return configuration.getAll(prefix: operation.hasPrefix ? operation.prefix : nil).map { pair($0.key, $0.value) }
    case .unset(let operation): for key in operation.keys { try configuration.unset(key) }
    case .isModifiable(let operation):
      return operation.keys.map { pair($0, configuration.isModifiable($0) ? "true" : "false") }
    case nil: throw SparkError.invalidPlan("a configuration request without an operation")
    }
    return []
  }

  private func pair(_ key: String, _ value: String?) -> Spark_Connect_KeyValue {
    var pair = Spark_Connect_KeyValue()
    pair.key = key
    if let value { pair.value = value }
    return pair
  }
}
