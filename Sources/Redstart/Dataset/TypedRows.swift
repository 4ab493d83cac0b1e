import RedstartColumnar
import RedstartConnectServer
import RedstartExecution
import RedstartLogicalPlan
import RedstartRDD
import RedstartTypes

/// Swift values in partitions, as the tasks of a query compute them.
struct TypedRows<Element: Sendable>: Sendable {
  /// Runs the stages that must have run before a partition is opened.
  let prepare: @Sendable (JobContext) throws -> Void
  /// How many partitions there are, once prepared.
  let partitionCount: @Sendable (JobContext) throws -> Int
  let open: @Sendable (Int, TaskContext) throws -> ChunkIterator<Element>
  /// What must live as long as the rows may be asked for.
  var resources: [any AnyObject & Sendable] = []

  init(
    prepare: @escaping @Sendable (JobContext) throws -> Void, partitionCount: @escaping @Sendable (JobContext) throws -> Int,
    open: @escaping @Sendable (Int, TaskContext) throws -> ChunkIterator<Element>, resources: [any AnyObject & Sendable] = []
  ) {
    self.prepare = prepare
    self.partitionCount = partitionCount
    self.open = open
    self.resources = resources
  }

  /// Rows that fail whoever asks for them.
  init(failure: SparkError) {
    self.init(prepare: { _ in throw failure }, partitionCount: { _ in throw failure }, open: { _, _ in throw failure })
  }

  /// The same partitions with other values.
  func derived<U: Sendable>(
    _ body: @escaping @Sendable (ChunkIterator<Element>, TaskContext) throws -> ChunkIterator<U>
  ) -> TypedRows<U> {
    let open = self.open
    return TypedRows<U>(
      prepare: prepare, partitionCount: partitionCount, open: { try body(try open($0, $1), $1) }, resources: resources)
  }
}

extension TypedRows where Element: Decodable {
  /// The rows of a query, decoded; columns that the type does not have are not read.
  init(decoding frame: DataFrame, _ session: EmbeddedSession) {
    let id = PlanID.fresh()
    @Sendable func state(_ job: JobContext) throws -> Decoding {
      guard let state = job.state(id, as: Decoding.self) else { throw SparkError.internal("rows were not prepared.") }
      return state
    }
    self.init(
      prepare: { job in
        var execution = try session.execution(frame.relation)
        let schema = try execution.schema()
        if let names = TypeShape.columns(of: Element.self) {
          let wanted = schema.names.filter { name in names.contains { $0.lowercased() == name.lowercased() } }
          if !wanted.isEmpty, wanted.count < schema.count {
            execution = try session.execution(
              frame.select(wanted.map { frame["`" + $0.replacing("`", with: "``") + "`"] }).relation)
          }
        }
        let plan = try execution.physical()
        try StageRunner(job).prepare(plan)
        job.setState(id, Decoding(plan: plan, decoder: RowDecoder(try execution.schema())))
      }, partitionCount: { job in try state(job).plan.partitionCount(job) },
      open: { partition, task in
        let state = try state(task.job)
        let batches = try state.plan.execute(partition, task)
        return ChunkIterator {
          guard let batch = try batches.next() else { return nil }
          return try state.decoder.decode(Element.self, from: batch)
        }
      }, resources: frame.resources)
  }
}

/// What decoding a query's rows shares among its tasks.
private struct Decoding: Sendable {
  let plan: any PhysicalPlan
  let decoder: RowDecoder
}

/// Runs a task for each partition of typed rows, as a stage of a query.
struct TypedStage<Element: Sendable>: PhysicalPlan {
  let id = PlanID.fresh()
  let rows: TypedRows<Element>
  let body: @Sendable (Int, ChunkIterator<Element>, TaskContext) throws -> Void

  var output: [Attribute] { [] }
  var children: [any PhysicalPlan] { [] }
  var nodeName: String { "TypedStage" }
  var arguments: String { "" }

  func prepare(_ job: JobContext) throws { try rows.prepare(job) }
  func partitionCount(_ job: JobContext) throws -> Int { try rows.partitionCount(job) }
  func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    ClosureIterator {
      try TypedFailure.retried { try body(partition, try rows.open(partition, task), task) }
      return nil
    }
  }

  func run(_ job: JobContext) throws {
    try StageRunner(job).runStage(self) { _, iterator in while try iterator.next() != nil {} }
  }
}
