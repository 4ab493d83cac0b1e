import RedstartLogicalPlan

/// Foundation has a type of this name, too; in this module it is the tree of a query.
typealias Expression = RedstartLogicalPlan.Expression
