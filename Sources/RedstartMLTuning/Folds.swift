import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// A dataset in two parts.
struct TrainingAndValidation: Sendable {
  var training: Dataset
  var validation: Dataset
}

extension Dataset {
  /// Random folds of about equal size, each once the validation part; the same rows as PySpark's `CrossValidator` takes for a seed
  /// and partitioning.
  func folds(_ count: Int, seed: Int64, uid: String) throws -> [TrainingAndValidation] {
    let random = Expression.unresolvedFunction(UnresolvedFunction(["rand"], [.literal(.long(seed))]))
    let numbered = try adding([Alias(random, "\(uid)_rand")])
    let share = Expression.attribute(try numbered.column("\(uid)_rand"))
    let height = 1 / Double(count)
    return try (0..<count).map { fold in
      let isInside = Expression.and(
        .comparison(.greaterOrEqual, share, .literal(.double(Double(fold) * height))),
        .comparison(.less, share, .literal(.double(Double(fold + 1) * height))))
      return TrainingAndValidation(
        training: try numbered.filtered(.not(isInside)), validation: try numbered.filtered(isInside))
    }
  }

  /// The folds that a column of their numbers says.
  /// - Throws: `FIELD_NOT_FOUND`, `ML_COLUMN_TYPE`, `USER_RAISED_EXCEPTION` for a number out of range, `ML_INVALID_VALUE` for an
  ///   empty part.
  func folds(_ count: Int, column name: String, _ cancellation: CancellationToken) throws -> [TrainingAndValidation] {
    let column = try column(name)
    guard column.type.isNumeric else {
      throw SparkError("ML_COLUMN_TYPE", ["column": name, "expected": "numeric", "actual": column.type.simpleString])
    }
    let fold = Expression.attribute(column)
    let isInRange = Expression.and(
      .comparison(.lessOrEqual, .literal(.integer(0)), fold), .comparison(.less, fold, .literal(.integer(Int32(count)))))
    let message = Expression.unresolvedFunction(
      UnresolvedFunction(
        ["printf"], [.literal(.string("Fold number must be in range [0, \(count)), but got %s")), fold]))
    let failure = Expression.unresolvedFunction(UnresolvedFunction(["raise_error"], [message]))
    let checked = try setting([Alias(.caseWhen([CaseBranch(isInRange, fold)], otherwise: failure), name)])
    let number = Expression.attribute(try checked.column(name))
    return try (0..<count).map { index in
      let own = Expression.literal(.integer(Int32(index)))
      let pair = TrainingAndValidation(
        training: try checked.filtered(.comparison(.notEqual, number, own)),
        validation: try checked.filtered(.comparison(.equal, number, own)))
      for (part, what) in [(pair.training, "training"), (pair.validation, "validation")] {
        let any = try part.session.execution(.limit(.literal(.integer(1)), part.plan), cancellation: cancellation).collectBatch()
        if any.count == 0 {
          throw SparkError("ML_INVALID_VALUE", ["reason": "The \(what) data at fold \(index) is empty."], as: .illegalArgument)
        }
      }
      return pair
    }
  }

  /// A random part for training, the rest for validation: what `randomSplit` gives for a seed and partitioning.
  func split(trainingShare: Double, seed: Int64) throws -> TrainingAndValidation {
    func part(_ lower: Double, _ upper: Double) throws -> Dataset {
      try Dataset(
        session,
        .sample(Sample(lower: lower, upper: upper, withReplacement: false, seed: seed, deterministicOrder: true, plan)))
    }
    return TrainingAndValidation(training: try part(0, trainingShare), validation: try part(trainingShare, 1))
  }

  /// The rows, computed once.
  func computed(_ cancellation: CancellationToken) throws -> Dataset {
    let batches = try session.execution(plan, cancellation: cancellation).collect()
    return try Dataset(session, .localRelation(LocalRelation(output: columns, batches: batches)))
  }
}
