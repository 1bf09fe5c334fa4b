import { ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  Button,
  Collection,
  Tree as AriaTree,
  TreeItem,
  TreeItemContent,
  type DragAndDropHooks,
  type Key,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import { StateMark, type StateMarkSpec } from './StateMark.tsx';
import styles from './Tree.module.css';

/** A state of a row, at its right. */
export interface TreeMark extends StateMarkSpec {
  /** Read with the row's label, and its tooltip: a few words in lower case. */
  readonly label: string;
}

/** A branch (children: an array, also an empty one) or a leaf. */
export interface TreeNode {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Icon while it is open. */
  readonly openIcon?: LucideIcon;
  readonly mark?: TreeMark;
  readonly children?: readonly TreeNode[];
}

export interface TreeProps {
  readonly label: string;
  readonly nodes: readonly TreeNode[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  readonly expandedIds: ReadonlySet<string>;
  readonly onExpandedChange: (ids: ReadonlySet<string>) => void;
  /** Double click or Enter. */
  readonly onAction?: (id: string) => void;
  readonly dragAndDropHooks?: DragAndDropHooks;
}

/** A tree with one selected row. Rows carry data-key for useContextMenu. */
export function Tree({
  label,
  nodes,
  selectedId,
  onSelect,
  expandedIds,
  onExpandedChange,
  onAction,
  dragAndDropHooks,
}: TreeProps) {
  return (
    <AriaTree
      aria-label={label}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={selectedId === null ? [] : [selectedId]}
      onSelectionChange={(selection) => {
        const [first] = selection === 'all' ? [] : [...selection];
        if (first !== undefined) onSelect(String(first));
      }}
      expandedKeys={expandedIds}
      onExpandedChange={(keys: Set<Key>) => onExpandedChange(new Set([...keys].map(String)))}
      {...(onAction ? { onAction: (key: Key) => onAction(String(key)) } : {})}
      {...(dragAndDropHooks ? { dragAndDropHooks } : {})}
      items={nodes}
      className={classNames(styles.tree)}
    >
      {renderNode}
    </AriaTree>
  );
}

function renderNode(node: TreeNode): ReactElement {
  const isBranch = node.children !== undefined;
  return (
    <TreeItem
      id={node.id}
      textValue={node.label}
      {...(node.mark ? { 'aria-label': `${node.label}, ${node.mark.label}` } : {})}
      className={classNames(styles.item, isBranch && styles.branch)}
    >
      <TreeItemContent>
        {({ isExpanded, level }) => {
          const Icon = isExpanded && node.openIcon ? node.openIcon : node.icon;
          return (
            <div className={styles.row} style={{ paddingLeft: 10 + (level - 1) * 26 }}>
              {isBranch && (
                <Button slot="chevron" className={classNames(styles.chevron)}>
                  <ChevronRight aria-hidden data-open={isExpanded || undefined} />
                </Button>
              )}
              <Icon aria-hidden />
              <span className={styles.label} title={node.label}>
                {node.label}
              </span>
              {node.mark && <StateMark mark={node.mark} title={sentenceCase(node.mark.label)} />}
            </div>
          );
        }}
      </TreeItemContent>
      {node.children && <Collection items={node.children}>{renderNode}</Collection>}
    </TreeItem>
  );
}

const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
