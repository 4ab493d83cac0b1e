import RedstartLogicalPlan

/// Foundation has a type of this name, too; in this module it is the tree of a query.
public typealias Expression = RedstartLogicalPlan.Expression
