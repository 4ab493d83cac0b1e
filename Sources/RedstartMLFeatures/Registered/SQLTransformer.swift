import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Runs a SQL statement in which `__THIS__` stands for the dataset.
public struct SQLTransformer: Transformer, Operator {
  public static let className = "org.apache.spark.ml.feature.SQLTransformer"
  public let uid: String
  public var params: Params
  static let placeholder = "__THIS__"

  public init(uid: String) {
    self.uid = uid
    params = Params([.column("statement")], owner: "\(Self.shortName) \(uid)")
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let query = try dataset.session.sql(try params.column("statement"))
    // The dataset is a common table of the statement: no view is made, and none is seen by others.
    return try Dataset(
      dataset.session, .with([CommonTable(Self.placeholder, dataset.plan)], isRecursive: false, query))
  }
}
