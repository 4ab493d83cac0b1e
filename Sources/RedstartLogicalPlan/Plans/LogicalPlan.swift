import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes

/// A query as a tree of relational operators; unresolved, analysed and optimised plans share it.
public indirect enum LogicalPlan: Sendable {
  // Leaves.
  case unresolvedRelation(UnresolvedRelation)
  /// `spark.read…load()`, before its schema is known.
  case unresolvedDataSource(UnresolvedDataSource)
  case localRelation(LocalRelation)
  /// One row without columns: `SELECT 1`.
  case oneRow
  case range(RangeNode)
  /// Files of a data source.
  case relation(FileRelation)
  /// The rows of a cached plan.
  case cached(CachedRelation)

  // One child.
  case project([Expression], LogicalPlan)
  case filter(Expression, LogicalPlan)
  case aggregate(Aggregate)
  case sort([SortOrder], isGlobal: Bool, LogicalPlan)
  /// At most `count` rows; the expression is a constant.
  case limit(Expression, LogicalPlan)
  case offset(Expression, LogicalPlan)
  /// The last rows, in order.
  case tail(Expression, LogicalPlan)
  case distinct(LogicalPlan)
  /// The first row for each combination of the named columns.
  case deduplicate([Expression], LogicalPlan)
  case subqueryAlias(SubqueryAlias)
  /// Common table expressions around a query.
  case with([CommonTable], isRecursive: Bool, LogicalPlan)
  case sample(Sample)
  case repartition(Repartition)
  case hint(name: String, [Expression], LogicalPlan)
  case generate(Generate)
  case window([Expression], LogicalPlan)
  /// A DataFrame operation whose shape depends on the child's columns; analysis rewrites it.
  case transformColumns(ColumnTransformation, LogicalPlan)
  /// Marks the DataFrame that columns are pinned to.
  case tagged(planID: Int64, LogicalPlan)

  // Two children.
  case join(Join)
  case setOperation(SetOperation)

  /// A statement that does something besides returning rows.
  case command(Command)
}

public struct UnresolvedRelation: Sendable {
  public var nameParts: [String]
  public var options: SourceOptions
  public var origin: Origin
  public init(_ nameParts: [String], options: SourceOptions = SourceOptions(), origin: Origin = .none) {
    self.nameParts = nameParts
    self.options = options
    self.origin = origin
  }
}

public struct UnresolvedDataSource: Sendable {
  /// Short name; nil means the session's default (Parquet).
  public var format: String?
  public var schema: StructType?
  public var options: SourceOptions
  public var paths: [String]
  public init(format: String?, schema: StructType? = nil, options: SourceOptions, paths: [String]) {
    self.format = format
    self.schema = schema
    self.options = options
    self.paths = paths
  }
}

/// Rows that are part of the plan: `VALUES`, `createDataFrame`, results of commands.
public struct LocalRelation: Sendable {
  public var output: [Attribute]
  public var batches: [RecordBatch]
  public init(output: [Attribute], batches: [RecordBatch]) {
    self.output = output
    self.batches = batches
  }
}

public struct RangeNode: Sendable {
  public var start: Int64
  public var end: Int64
  public var step: Int64
  public var partitions: Int?
  public var output: [Attribute]
  public init(start: Int64, end: Int64, step: Int64, partitions: Int?) {
    self.start = start
    self.end = end
    self.step = step
    self.partitions = partitions
    self.output = [Attribute("id", .long, nullable: false)]
  }
}

/// Files of one format with a known schema.
public struct FileRelation: Sendable {
  public var source: any DataSource
  public var formatName: String
  public var files: [FileEntry]
  /// The paths as the user gave them.
  public var rootPaths: [String]
  public var dataSchema: StructType
  public var partitionSchema: StructType
  public var options: SourceOptions
  /// The columns that are read: all, or fewer after pruning. Names refer to data and partition schema.
  public var output: [Attribute]
  /// Conditions that the optimizer pushed down, over ``output`` or other columns of the relation by name.
  public var pushedFilters: [SourceFilter]
  public var limit: Int?
  /// Qualified table name, when the files belong to a table.
  public var tableName: [String]?

  public init(
    source: any DataSource, formatName: String, files: [FileEntry], rootPaths: [String], dataSchema: StructType,
    partitionSchema: StructType, options: SourceOptions, output: [Attribute], pushedFilters: [SourceFilter] = [],
    limit: Int? = nil, tableName: [String]? = nil
  ) {
    self.source = source
    self.formatName = formatName
    self.files = files
    self.rootPaths = rootPaths
    self.dataSchema = dataSchema
    self.partitionSchema = partitionSchema
    self.options = options
    self.output = output
    self.pushedFilters = pushedFilters
    self.limit = limit
    self.tableName = tableName
  }
}

/// A plan whose rows are kept; the execution layer owns the rows.
public struct CachedRelation: Sendable {
  /// Key in the session's cache.
  public var id: Int
  public var output: [Attribute]
  /// Rows, when the cache is filled.
  public var rowCount: Int?
  public var byteCount: Int?
  /// The plan that fills the cache, analysed.
  public var plan: LogicalPlan
  public init(id: Int, output: [Attribute], rowCount: Int? = nil, byteCount: Int? = nil, plan: LogicalPlan) {
    self.id = id
    self.output = output
    self.rowCount = rowCount
    self.byteCount = byteCount
    self.plan = plan
  }
}

public struct Aggregate: Sendable {
  public enum Grouping: Sendable, Hashable {
    case groupBy, rollup, cube
    case groupingSets([[Expression]])
    /// The aggregates once for each value of a column, side by side; analysis rewrites it.
    case pivot(Pivot)
  }

  /// What a pivot spreads over columns.
  public struct Pivot: Sendable, Hashable {
    public var column: Expression
    /// Constants, perhaps with names.
    public var values: [Expression]
    /// Whether all columns that are not aggregated make the groups, as in SQL, instead of ``Aggregate/grouping``.
    public var groupsByOtherColumns: Bool

    public init(column: Expression, values: [Expression], groupsByOtherColumns: Bool) {
      self.column = column
      self.values = values
      self.groupsByOtherColumns = groupsByOtherColumns
    }
  }

  public var kind: Grouping
  public var grouping: [Expression]
  /// The output: grouping columns and aggregates in any mixture.
  public var aggregates: [Expression]
  public var child: LogicalPlan
  public init(_ grouping: [Expression], _ aggregates: [Expression], _ child: LogicalPlan, kind: Grouping = .groupBy) {
    self.kind = kind
    self.grouping = grouping
    self.aggregates = aggregates
    self.child = child
  }
}

public struct SubqueryAlias: Sendable {
  public var name: String
  public var columns: [String]
  public var child: LogicalPlan
  public init(_ name: String, columns: [String] = [], _ child: LogicalPlan) {
    self.name = name
    self.columns = columns
    self.child = child
  }
}

public struct CommonTable: Sendable {
  public var name: String
  public var columns: [String]
  public var plan: LogicalPlan
  public init(_ name: String, columns: [String] = [], _ plan: LogicalPlan) {
    self.name = name
    self.columns = columns
    self.plan = plan
  }
}

public struct Sample: Sendable {
  public var lower: Double
  public var upper: Double
  public var withReplacement: Bool
  public var seed: Int64
  /// Sort the rows first, so that `randomSplit`'s parts do not overlap.
  public var deterministicOrder: Bool
  public var child: LogicalPlan
  public init(
    lower: Double, upper: Double, withReplacement: Bool, seed: Int64, deterministicOrder: Bool = false, _ child: LogicalPlan
  ) {
    self.lower = lower
    self.upper = upper
    self.withReplacement = withReplacement
    self.seed = seed
    self.deterministicOrder = deterministicOrder
    self.child = child
  }
}

public struct Repartition: Sendable {
  public var count: Int?
  public var shuffle: Bool
  public var expressions: [Expression]
  public var child: LogicalPlan
  public init(count: Int?, shuffle: Bool, expressions: [Expression] = [], _ child: LogicalPlan) {
    self.count = count
    self.shuffle = shuffle
    self.expressions = expressions
    self.child = child
  }
}

/// Rows made from each row: `explode`, `LATERAL VIEW`.
public struct Generate: Sendable {
  public var generator: Expression
  public var isOuter: Bool
  public var qualifier: String?
  public var columns: [String]
  public var output: [Attribute]
  public var child: LogicalPlan
  public init(
    _ generator: Expression, isOuter: Bool, qualifier: String? = nil, columns: [String] = [], output: [Attribute] = [],
    _ child: LogicalPlan
  ) {
    self.generator = generator
    self.isOuter = isOuter
    self.qualifier = qualifier
    self.columns = columns
    self.output = output
    self.child = child
  }
}

public enum JoinType: Sendable, Hashable {
  case inner, leftOuter, rightOuter, fullOuter, leftSemi, leftAnti, cross

  /// Spark's name in explain texts.
  public var name: String {
    switch self {
    case .inner: "Inner"
    case .leftOuter: "LeftOuter"
    case .rightOuter: "RightOuter"
    case .fullOuter: "FullOuter"
    case .leftSemi: "LeftSemi"
    case .leftAnti: "LeftAnti"
    case .cross: "Cross"
    }
  }
}

public struct Join: Sendable {
  public var left: LogicalPlan
  public var right: LogicalPlan
  public var type: JoinType
  public var condition: Expression?
  /// `USING (a, b)`: analysis turns it into a condition and a projection.
  public var using: [String]
  public var isNatural: Bool
  /// Whether the right side may refer to the left: `LATERAL`.
  public var isLateral: Bool
  /// A null on either side of the (only) condition counts as a match: NOT IN, once decorrelated.
  public var isNullAware: Bool

  public init(
    _ left: LogicalPlan, _ right: LogicalPlan, _ type: JoinType, condition: Expression? = nil, using: [String] = [],
    isNatural: Bool = false, isLateral: Bool = false, isNullAware: Bool = false
  ) {
    self.left = left
    self.right = right
    self.type = type
    self.condition = condition
    self.using = using
    self.isNatural = isNatural
    self.isLateral = isLateral
    self.isNullAware = isNullAware
  }
}

public struct SetOperation: Sendable {
  public enum Kind: Sendable, Hashable { case union, intersect, except }
  public var kind: Kind
  public var isAll: Bool
  public var byName: Bool
  public var allowMissingColumns: Bool
  public var children: [LogicalPlan]
  public init(
    _ kind: Kind, isAll: Bool, byName: Bool = false, allowMissingColumns: Bool = false, _ children: [LogicalPlan]
  ) {
    self.kind = kind
    self.isAll = isAll
    self.byName = byName
    self.allowMissingColumns = allowMissingColumns
    self.children = children
  }
}
