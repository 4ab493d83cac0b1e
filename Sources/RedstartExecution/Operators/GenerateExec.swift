import RedstartColumnar
import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartTypes

/// Makes rows of each row: `explode` and its relatives, `inline`, `stack`.
public struct GenerateExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let generator: Expression
  public let isOuter: Bool
  public let child: any PhysicalPlan
  public let output: [Attribute]
  /// The columns of the child that the output keeps.
  private let kept: [Int]
  /// The columns of the generator that the output keeps.
  private let made: [Int]
  private let form: GeneratorForm
  private let inputs: [CompiledExpression]

  /// - Parameter required: The columns that the parent needs; nil is all.
  public init(_ node: Generate, required: Set<ExpressionID>?, _ child: any PhysicalPlan) throws {
    guard case .call(let call) = node.generator, let form = GeneratorForm(call) else {
      throw SparkError.internal("no generator in a generate node")
    }
    generator = node.generator
    isOuter = node.isOuter
    self.child = child
    self.form = form
    let input = child.output
    kept = input.indices.filter { required?.contains(input[$0].id) ?? true }
    made = node.output.indices.filter { required?.contains(node.output[$0].id) ?? true }
    output = kept.map { input[$0] } + made.map { node.output[$0] }
    inputs = try CompiledProjection(form.inputs(call), input: input).expressions
  }

  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "Generate" }
  public var arguments: String {
    let passed = output.prefix(kept.count).map { Expression.attribute($0).explainText }.joined(separator: ", ")
    let new = output.dropFirst(kept.count).map { Expression.attribute($0).explainText }.joined(separator: ", ")
    return "\(generator.explainText), [\(passed)], \(isOuter), [\(new)]"
  }
  public func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let input = try child.execute(partition, task)
    let (inputs, form, isOuter, kept, made) = (inputs, form, isOuter, kept, made)
    var batch = RecordBatch([], count: 0)
    var rows: GeneratedRows?
    return ClosureIterator {
      while true {
        if let chunk = rows?.next(RecordBatch.targetRows), let sources = rows {
          let columns = kept.map { batch.columns[$0].gather(chunk.parents) } + made.map { sources.column($0, chunk) }
          return RecordBatch(columns, count: chunk.parents.count)
        }
        guard let next = try input.next() else { return nil }
        batch = next
        let evaluation = EvaluationBatch(next)
        rows = GeneratedRows(form, try inputs.map { try $0.evaluate(evaluation) }, next.count, isOuter: isOuter)
      }
    }
  }
}

/// What a generator makes its rows of.
enum GeneratorForm: Sendable {
  /// A row of each element or entry, with its position in front or not.
  case elements(withPosition: Bool)
  /// A row of each struct of an array, its fields as columns.
  case fields
  /// A fixed number of rows of the arguments.
  case stack(rows: Int, columns: [DataType])

  init?(_ call: FunctionCall) {
    switch call.function.name {
    case "explode", "explode_outer": self = .elements(withPosition: false)
    case "posexplode", "posexplode_outer": self = .elements(withPosition: true)
    case "inline", "inline_outer": self = .fields
    case "stack":
      guard case .integer(let rows)? = call.arguments.first?.constantLiteral?.value,
        case .struct(let type) = call.function.type.storage
      else { return nil }
      self = .stack(rows: Int(rows), columns: type.fields.map(\.type))
    default: return nil
    }
  }

  /// The arguments that are computed for each row.
  func inputs(_ call: FunctionCall) -> [Expression] {
    if case .stack = self { return Array(call.arguments.dropFirst()) }
    return call.arguments
  }
}

/// Some of the rows made of a batch.
struct GeneratedChunk {
  /// The row of the batch that each row comes from.
  let parents: Selection
  /// The row of the sources that each row shows; -1 where an outer generator made a row of nulls.
  let elements: Selection
  /// The first element when all of them follow each other.
  let firstOfRun: Int?
  /// Where the elements stand in their lists, when a column shows it.
  let positions: Vector?
}
