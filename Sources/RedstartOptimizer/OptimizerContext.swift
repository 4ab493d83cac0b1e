import RedstartAnalyzer
import RedstartCatalog
import RedstartConnectors
import RedstartLogicalPlan
import Synchronization

/// What optimisation needs to know about the session.
public struct OptimizerContext: Sendable {
  public var functions: FunctionRegistry
  public var binding: BindingEnvironment
  public var sources: SourceEnvironment
  /// Time that each rule took.
  public let timing = RuleTiming()
  let statistics: StatisticsEstimator

  public init(
    functions: FunctionRegistry, binding: BindingEnvironment = BindingEnvironment(),
    sources: SourceEnvironment = SourceEnvironment()
  ) {
    self.functions = functions
    self.binding = binding
    self.sources = sources
    self.statistics = StatisticsEstimator(sources)
  }

  /// The facts that analysis used.
  public init(_ analysis: AnalysisContext) {
    self.init(functions: analysis.functions, binding: analysis.binding, sources: analysis.sources)
  }

  /// A call of a registered aggregate or scalar function.
  func call(_ name: String, _ arguments: [Expression]) throws -> Expression {
    let type = try functions.lookUp([name], searchPath: "[`system`.`builtin`]")
    return try type.init().bind(FunctionBinding(name: name, arguments: arguments, environment: binding))
  }
}

/// The time that rules took, by their names.
public final class RuleTiming: Sendable {
  private let times = Mutex<[String: Duration]>([:])

  func add(_ rule: String, _ time: Duration) { times.withLock { $0[rule, default: .zero] += time } }

  /// Rule and time, slowest first.
  public var report: [(rule: String, time: Duration)] {
    times.withLock { $0.map { ($0.key, $0.value) } }.sorted { $0.time > $1.time }
  }
}
