import RedstartCatalog
import RedstartLogicalPlan
import RedstartTypes

extension Session {
  /// Name, type and comment of each column.
  func columnRows(_ schema: StructType) -> LogicalPlan {
    var rows = CommandRows(.text("col_name"), .text("data_type"), .text("comment", nullable: true))
    for field in schema.fields {
      rows.append(.string(field.name), .string(field.type.simpleString), field.comment.map { .string($0) } ?? .null)
    }
    return rows.plan
  }

  func describeTable(_ name: [String], isExtended: Bool) throws -> LogicalPlan {
    let schema = try analyze(.unresolvedRelation(UnresolvedRelation(name))).schema
    var rows = CommandRows(.text("col_name"), .text("data_type"), .text("comment", nullable: true))
    for field in schema.fields {
      rows.append(.string(field.name), .string(field.type.simpleString), field.comment.map { .string($0) } ?? .null)
    }
    guard case .table(let table) = catalog.find(name) else { return rows.plan }
    if !table.partitionColumns.isEmpty {
      rows.append(.string("# Partition Information"), .string(""), .string(""))
      rows.append(.string("# col_name"), .string("data_type"), .string("comment"))
      for column in table.partitionColumns {
        let type = table.schema.fields.first { $0.name == column }?.type.simpleString ?? ""
        rows.append(.string(column), .string(type), .null)
      }
    }
    if isExtended {
      rows.append(.string(""), .string(""), .string(""))
      rows.append(.string("# Detailed Table Information"), .string(""), .string(""))
      rows.append(.string("Catalog"), .string(SessionCatalog.catalogName), .string(""))
      rows.append(.string("Database"), .string(table.database), .string(""))
      rows.append(.string("Table"), .string(table.name), .string(""))
      rows.append(.string("Type"), .string(table.isManaged ? "MANAGED" : "EXTERNAL"), .string(""))
      rows.append(.string("Provider"), .string(table.format), .string(""))
      rows.append(.string("Location"), .string("file:\(table.location)"), .string(""))
    }
    return rows.plan
  }

  func showCreateTable(_ name: [String]) throws -> LogicalPlan {
    var rows = CommandRows(.text("createtab_stmt"))
    switch try catalog.lookUp(name) {
    case .table(let table):
      let columns = table.schema.fields.map { "  \(quotedIfNeeded($0.name)) \($0.type.sql)\($0.nullable ? "" : " NOT NULL")" }
      var text = "CREATE TABLE \(SessionCatalog.catalogName).\(table.database).\(quotedIfNeeded(table.name)) (\n"
      text += columns.joined(separator: ",\n") + ")\nUSING \(table.format)\n"
      if !table.partitionColumns.isEmpty { text += "PARTITIONED BY (\(table.partitionColumns.joined(separator: ", ")))\n" }
      if !table.isManaged { text += "LOCATION 'file:\(table.location)'\n" }
      rows.append(.string(text))
    case .view(let view, _), .temporaryView(let view), .globalTemporaryView(let view):
      rows.append(.string("CREATE VIEW \(quotedIfNeeded(view.name)) AS\n\(view.text ?? "")\n"))
    }
    return rows.plan
  }
}
