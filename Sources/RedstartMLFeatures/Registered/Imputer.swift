import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Learns what stands in for missing values of columns of numbers: their mean, median or most frequent value.
public struct Imputer: Estimator {
  public static let className = "org.apache.spark.ml.feature.Imputer"
  public let uid: String
  public var params: Params

  static let specs =
    Params.inputOutput(several: true) + [
      .choice("strategy", "mean", of: ["mean", "median", "mode"]), ParamSpec("missingValue", .double, .double(.nan)),
      .double("relativeError", 0.001, bounds: "a number from 0 to 1") { $0 >= 0 && $0 <= 1 },
    ]

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  /// The input and output columns, which are there, hold numbers and occur once each.
  static func pairs(_ params: Params, _ dataset: Dataset) throws -> [(input: Attribute, output: String)] {
    func conflict(_ reason: String) -> SparkError {
      SparkError("ML_CONFLICTING_PARAMS", ["owner": params.owner, "reason": reason])
    }
    let pairs = try params.inputOutputPairs()
    if pairs.isEmpty { throw conflict("inputCols is empty") }
    if Set(pairs.map(\.input)).count < pairs.count { throw conflict("an input column occurs twice") }
    if Set(pairs.map(\.output)).count < pairs.count { throw conflict("an output column occurs twice") }
    return try pairs.map { pair in
      _ = try dataset.numericColumn(pair.input)
      return (try dataset.column(pair.input), pair.output)
    }
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let columns = try Self.pairs(params, dataset).map(\.input)
    let present = try columns.map { Self.present(try dataset.numericColumn($0.name), missing: params.double("missingValue")) }
    let found: [Double?] =
      switch params.string("strategy") {
      case "median":
        try dataset.quantiles(of: present, [0.5], relativeError: params.double("relativeError"), cancellation).map { $0?.first }
      case "mode": try present.map { try Self.mode($0, dataset, cancellation) }
      default: try Self.means(present, dataset, cancellation)
      }
    let empty = zip(columns, found).filter { $0.1 == nil || $0.1?.isNaN == true }.map(\.0.name)
    guard empty.isEmpty else {
      throw SparkError(
        "ML_INVALID_VALUE",
        [
          "reason":
            "Nothing can stand in for missing values of \(empty.joined(separator: ", ")): all are null, NaN or \(javaText(params.double("missingValue")))."
        ])
    }
    let surrogates = Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), found.compactMap { $0 }))
    var model = ImputerModel(uid: uid, surrogates: surrogates, order: columns.map(\.name))
    model.params = model.params.copying(params)
    return model
  }

  /// The number; null where it is missing.
  private static func present(_ number: Expression, missing: Double) -> Expression {
    let isMissing = Expression.comparison(.equal, number, .literal(.double(missing)))
    let isNaN = Expression.comparison(.equal, number, .literal(.double(.nan)))
    return .caseWhen([CaseBranch(.or(isMissing, isNaN), .literal(.null(.double)))], otherwise: number)
  }

  private static func means(
    _ columns: [Expression], _ dataset: Dataset, _ cancellation: CancellationToken
  ) throws -> [Double?] {
    let means = columns.enumerated().map { index, column in
      Expression.alias(Alias(.unresolvedFunction(UnresolvedFunction(["avg"], [column])), "mean_\(index)"))
    }
    let batch = try dataset.session.execution(.aggregate(Aggregate([], means, dataset.plan)), cancellation: cancellation)
      .collectBatch()
    return batch.columns.map { if case .double(let mean) = $0.value(at: 0) { mean } else { nil } }
  }

  /// The most frequent number; of several the least.
  private static func mode(_ column: Expression, _ dataset: Dataset, _ cancellation: CancellationToken) throws -> Double? {
    let count = Expression.unresolvedFunction(UnresolvedFunction(["count"], [.literal(.integer(1))]))
    // The number is a column of its own before it is grouped by: grouping knows plain columns in its output.
    let numbers = try Dataset(dataset.session, .project([.alias(Alias(column, "value"))], dataset.plan))
    let value = Expression.attribute(numbers.columns[0])
    let counted = LogicalPlan.aggregate(Aggregate([value], [value, .alias(Alias(count, "count"))], numbers.plan))
    var best: (value: Double, count: Int64)?
    for batch in try dataset.session.execution(counted, cancellation: cancellation).collect() {
      for row in 0..<batch.count {
        guard case .double(let value) = batch.columns[0].value(at: row),
          case .integer(let count) = batch.columns[1].value(at: row)
        else { continue }
        guard let known = best else {
          best = (value, count)
          continue
        }
        if count > known.count || (count == known.count && value < known.value) { best = (value, count) }
      }
    }
    return best?.value
  }
}
