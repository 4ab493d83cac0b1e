import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Numbers the distinct values of columns of text or numbers.
public struct StringIndexer: Estimator {
  public static let className = "org.apache.spark.ml.feature.StringIndexer"
  public let uid: String
  public var params: Params

  static let specs =
    Params.inputOutput(several: true) + [
      InvalidHandling.param,
      .choice("stringOrderType", "frequencyDesc", of: ["frequencyDesc", "frequencyAsc", "alphabetDesc", "alphabetAsc"]),
    ]

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let pairs = try params.inputOutputPairs()
    let columns = try pairs.map { try StringIndexerModel.input(dataset, $0.input) }
    try dataset.requireAbsent(pairs.map(\.output))
    let labels = try columns.map { try distinctLabels($0, dataset, cancellation) }
    var model = StringIndexerModel(uid: uid, labels: labels)
    model.params = model.params.copying(params)
    return model
  }

  /// The distinct values of a column in order; nulls and NaN are none.
  private func distinctLabels(_ column: Attribute, _ dataset: Dataset, _ cancellation: CancellationToken) throws -> [String] {
    let text = StringIndexerModel.text(column)
    let count = Expression.unresolvedFunction(UnresolvedFunction(["count"], [.literal(.integer(1))]))
    let complete = LogicalPlan.filter(CompleteRows.condition([.attribute(column)]), dataset.plan)
    let plan = LogicalPlan.aggregate(
      Aggregate([text], [.alias(Alias(text, "label")), .alias(Alias(count, "count"))], complete))
    let batches = try dataset.session.execution(plan, cancellation: cancellation).collect()
    var counted: [(label: String, count: Int64)] = []
    for batch in batches {
      for row in 0..<batch.count {
        guard case .string(let label) = batch.columns[0].value(at: row),
          case .integer(let count) = batch.columns[1].value(at: row)
        else { continue }
        counted.append((label, count))
      }
    }
    // Spark compares the UTF-16 units.
    let alphabetic = counted.sorted { $0.label.utf16.lexicographicallyPrecedes($1.label.utf16) }
    switch params.string("stringOrderType") {
    case "alphabetAsc": return alphabetic.map(\.label)
    case "alphabetDesc": return alphabetic.reversed().map(\.label)
    case "frequencyAsc": return stablySorted(alphabetic) { $0.count < $1.count }
    default: return stablySorted(alphabetic) { $0.count > $1.count }
    }
  }

  private func stablySorted(
    _ labels: [(label: String, count: Int64)], _ precedes: ((label: String, count: Int64), (label: String, count: Int64)) -> Bool
  ) -> [String] {
    // The standard library's sort is stable, though it does not promise it: ties are settled by place.
    labels.enumerated().sorted { a, b in
      precedes(a.element, b.element) || (!precedes(b.element, a.element) && a.offset < b.offset)
    }.map(\.element.label)
  }
}
