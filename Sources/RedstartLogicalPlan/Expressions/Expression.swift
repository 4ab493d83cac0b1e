import RedstartTypes

/// A scalar, aggregate or window expression: the tree that SQL text, Connect messages and the Swift API all become.
///
/// The set of forms is closed; functions grow by file (``SQLFunction``). Before analysis a tree may hold unresolved forms,
/// afterwards it holds none; an executable tree refers to its input by ``boundReference(_:)``.
public indirect enum Expression: Sendable, Hashable {
  // Unresolved forms.
  case unresolvedAttribute(UnresolvedAttribute)
  /// `*`, `t.*`; `planID` pins it to a DataFrame.
  case unresolvedStar(target: [String], planID: Int64?)
  /// Columns whose names match a regular expression (`df.colRegex`).
  case unresolvedRegex(String, planID: Int64?)
  case unresolvedFunction(UnresolvedFunction)
  /// `child[field]` or `child.field`.
  case unresolvedExtract(Expression, Expression)
  /// A parameter marker `:name`, or `?` with its position.
  case parameter(ParameterMarker)
  /// Named argument `name => value` of a call.
  case namedArgument(String, Expression)
  /// A function literal: its variables' names and its body, in which they are unresolved attributes until it is bound.
  case lambda([LambdaVariable], Expression)
  case unresolvedWindow(Expression, WindowReference)

  // Resolved forms.
  case literal(Literal)
  case attribute(Attribute)
  /// A column of the surrounding query, inside a subquery.
  case outerReference(Attribute)
  case alias(Alias)
  case cast(Cast)
  case and(Expression, Expression)
  case or(Expression, Expression)
  case not(Expression)
  case comparison(ComparisonOperator, Expression, Expression)
  case arithmetic(Arithmetic)
  case isNull(Expression)
  case isNotNull(Expression)
  /// `child IN (list)`; the list's types equal the child's once analysed.
  case inList(Expression, [Expression])
  /// `CASE WHEN … THEN … ELSE … END`; branches are evaluated only for their rows.
  case caseWhen([CaseBranch], otherwise: Expression?)
  case call(FunctionCall)
  case aggregate(AggregateCall)
  /// A function that only windows have, inside a ``window(_:)``.
  case windowFunction(WindowFunctionCall)
  case window(WindowExpression)
  /// Field `ordinal` of a struct.
  case getField(Expression, ordinal: Int, name: String)
  case lambdaVariable(LambdaVariable)
  case subquery(Subquery)
  case sortOrder(SortOrder)
  /// Column `ordinal` of the operator's input.
  case boundReference(BoundReference)
}

/// A name that analysis will find, with the DataFrame that it is pinned to, if any.
public struct UnresolvedAttribute: Sendable, Hashable {
  public var nameParts: [String]
  public var planID: Int64?
  public var isMetadata: Bool
  public var origin: Origin

  public init(_ nameParts: [String], planID: Int64? = nil, isMetadata: Bool = false, origin: Origin = .none) {
    self.nameParts = nameParts
    self.planID = planID
    self.isMetadata = isMetadata
    self.origin = origin
  }
}

/// A call by name.
public struct UnresolvedFunction: Sendable, Hashable {
  public var nameParts: [String]
  public var arguments: [Expression]
  public var isDistinct: Bool
  public var filter: Expression?
  public var ignoreNulls: Bool
  /// `WITHIN GROUP (ORDER BY …)`.
  public var withinGroup: [SortOrder]
  public var isInternal: Bool
  public var origin: Origin

  public init(
    _ nameParts: [String], _ arguments: [Expression], isDistinct: Bool = false, filter: Expression? = nil,
    ignoreNulls: Bool = false, withinGroup: [SortOrder] = [], isInternal: Bool = false, origin: Origin = .none
  ) {
    self.nameParts = nameParts
    self.arguments = arguments
    self.isDistinct = isDistinct
    self.filter = filter
    self.ignoreNulls = ignoreNulls
    self.withinGroup = withinGroup
    self.isInternal = isInternal
    self.origin = origin
  }
}

public enum ParameterMarker: Sendable, Hashable {
  case named(String)
  /// The offset of the `?` in the text.
  case positional(Int)
}

/// A resolved column: what a plan node puts out. Its identity is ``id``, not its name.
public struct Attribute: Sendable, Hashable, Comparable {
  public var name: String
  public var type: DataType
  public var nullable: Bool
  public var id: ExpressionID
  /// Table alias parts that may stand before the name.
  public var qualifier: [String]
  public var metadata: Metadata

  public init(
    _ name: String, _ type: DataType, nullable: Bool = true, id: ExpressionID = .fresh(), qualifier: [String] = [],
    metadata: Metadata = .empty
  ) {
    self.name = name
    self.type = type
    self.nullable = nullable
    self.id = id
    self.qualifier = qualifier
    self.metadata = metadata
  }

  public static func == (a: Attribute, b: Attribute) -> Bool { a.id == b.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
  /// The order in which columns were made: what comes from a set is sorted, so that plans are the same in every run.
  public static func < (a: Attribute, b: Attribute) -> Bool { a.id < b.id }
}

/// A named expression.
public struct Alias: Sendable, Hashable {
  public var child: Expression
  public var name: String
  public var id: ExpressionID
  /// Metadata given with the name; nil keeps the child's.
  public var metadata: Metadata?
  /// Whether analysis made the name up (`count(1)`).
  public var isGenerated: Bool

  public init(
    _ child: Expression, _ name: String, id: ExpressionID = .fresh(), metadata: Metadata? = nil, isGenerated: Bool = false
  ) {
    self.child = child
    self.name = name
    self.id = id
    self.metadata = metadata
    self.isGenerated = isGenerated
  }
}

/// A conversion to another type.
public struct Cast: Sendable, Hashable {
  public enum Mode: Sendable, Hashable { case legacy, ansi, `try` }
  public var child: Expression
  public var type: DataType
  /// Nil until analysis sets it from the session.
  public var mode: Mode?
  /// Whether coercion put it in; such casts do not show in names.
  public var isImplicit: Bool
  public var timeZone: String?
  public var origin: Origin

  public init(
    _ child: Expression, _ type: DataType, mode: Mode? = nil, isImplicit: Bool = false, timeZone: String? = nil,
    origin: Origin = .none
  ) {
    self.child = child
    self.type = type
    self.mode = mode
    self.isImplicit = isImplicit
    self.timeZone = timeZone
    self.origin = origin
  }
}

public enum ComparisonOperator: String, Sendable, Hashable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case nullSafeEqual = "<=>"

  /// The operator with its sides exchanged.
  public var mirrored: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}

/// `left op right` on numbers; dates and intervals are functions.
public struct Arithmetic: Sendable, Hashable {
  public enum Operator: String, Sendable, Hashable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case integralDivide = "div"
    case remainder = "%"
  }
  public var op: Operator
  public var left: Expression
  public var right: Expression
  /// The result's type: set by coercion (decimal precision rules); nil before.
  public var type: DataType?
  /// Whether overflow and division by zero fail (ANSI), wrap around or give null (legacy), or give null (`try_`).
  public var mode: Cast.Mode?
  public var origin: Origin

  public init(
    _ op: Operator, _ left: Expression, _ right: Expression, type: DataType? = nil, mode: Cast.Mode? = nil,
    origin: Origin = .none
  ) {
    self.op = op
    self.left = left
    self.right = right
    self.type = type
    self.mode = mode
    self.origin = origin
  }
}

public struct CaseBranch: Sendable, Hashable {
  public var condition: Expression
  public var value: Expression
  public init(_ condition: Expression, _ value: Expression) {
    self.condition = condition
    self.value = value
  }
}

/// A variable of a function literal.
public struct LambdaVariable: Sendable, Hashable {
  public var name: String
  public var type: DataType
  public var nullable: Bool
  public var id: ExpressionID
  public init(_ name: String, type: DataType = .null, nullable: Bool = true, id: ExpressionID = .fresh()) {
    self.name = name
    self.type = type
    self.nullable = nullable
    self.id = id
  }
}

public struct SortOrder: Sendable, Hashable {
  public enum Direction: Sendable, Hashable { case ascending, descending }
  public enum Nulls: Sendable, Hashable { case first, last }
  public var child: Expression
  public var direction: Direction
  public var nulls: Nulls

  /// Nulls come first when ascending and last when descending, unless said otherwise.
  public init(_ child: Expression, _ direction: Direction = .ascending, nulls: Nulls? = nil) {
    self.child = child
    self.direction = direction
    self.nulls = nulls ?? (direction == .ascending ? .first : .last)
  }
}

/// A query inside an expression.
public struct Subquery: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case scalar
    case exists
    /// `values IN (query)`.
    case `in`([Expression])
  }
  public var kind: Kind
  public var plan: LogicalPlan
  public var id: ExpressionID
  public var origin: Origin

  public init(_ kind: Kind, _ plan: LogicalPlan, id: ExpressionID = .fresh(), origin: Origin = .none) {
    self.kind = kind
    self.plan = plan
    self.id = id
    self.origin = origin
  }

  public static func == (a: Subquery, b: Subquery) -> Bool { a.id == b.id && a.kind == b.kind }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

public struct BoundReference: Sendable, Hashable {
  public var ordinal: Int
  public var type: DataType
  public var nullable: Bool
  public init(_ ordinal: Int, _ type: DataType, nullable: Bool) {
    self.ordinal = ordinal
    self.type = type
    self.nullable = nullable
  }
}
