import Dispatch
import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import Synchronization

/// Fits an estimator with each of some settings and measures what comes out.
struct GridSearch: Sendable {
  let estimator: any Estimator
  let maps: [ParamMap]
  let evaluator: any Evaluator
  /// How many settings are tried at a time.
  let parallelism: Int

  /// A validator's estimator, settings and evaluator.
  /// - Throws: `ML_PARAM_NOT_SET` for what is missing.
  init(_ stage: some Validator) throws {
    func missing(_ name: String) -> SparkError { SparkError("ML_PARAM_NOT_SET", ["owner": stage.params.owner, "param": name]) }
    guard let estimator = stage.estimator else { throw missing("estimator") }
    guard let evaluator = stage.evaluator else { throw missing("evaluator") }
    guard !stage.estimatorParamMaps.isEmpty else { throw missing("estimatorParamMaps") }
    self.estimator = estimator
    self.evaluator = evaluator
    maps = stage.estimatorParamMaps
    parallelism = stage.params.integer("parallelism")
  }

  /// Metrics and models of all settings, in their order.
  func run(_ parts: TrainingAndValidation, _ cancellation: CancellationToken) throws -> [(metric: Double, model: any Model)] {
    let training = try parts.training.computed(cancellation)
    let validation = try parts.validation.computed(cancellation)
    let results = Mutex<[Int: Result<(metric: Double, model: any Model), any Error>]>([:])
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(parallelism, maps.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= maps.count || results.withLock({ $0.values.contains { if case .failure = $0 { true } else { false } } }) {
          return
        }
        let result = Result { () throws -> (metric: Double, model: any Model) in
          let model = try maps[index].applied(to: estimator).fit(training, cancellation)
          return (try evaluator.evaluate(try model.transform(validation), cancellation), model)
        }
        results.withLock { $0[index] = result }
      }
    }
    let found = results.withLock { $0 }
    // The first failure in the order of the settings is the one that is reported.
    return try found.sorted { $0.key < $1.key }.map { try $0.value.get() }
  }

  /// The setting with the best metric; of equals the first. NaN is worse than every number.
  func best(_ metrics: [Double]) -> Int {
    var best = 0
    for (index, metric) in metrics.enumerated() where !metric.isNaN {
      let isBetter = evaluator.isLargerBetter ? metric > metrics[best] : metric < metrics[best]
      if metrics[best].isNaN || isBetter { best = index }
    }
    return best
  }

  /// The model of the best setting, fitted on all rows.
  func fitBest(_ metrics: [Double], _ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    try maps[best(metrics)].applied(to: estimator).fit(dataset, cancellation)
  }
}
