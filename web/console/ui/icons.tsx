/** The drawings of the console; each stands beside a text or in a labelled button. */

import { Icon } from "../../chat/icons";

export {
  AlertIcon,
  CheckIcon,
  CloseIcon,
  ExternalIcon,
  NewIcon as PlusIcon,
  RetryIcon,
  ThumbDownIcon,
  ThumbUpIcon,
} from "../../chat/icons";

export const HomeIcon = () => (
  <Icon>
    <path d="M4.5 11 12 4.5 19.5 11M6.5 9.5V19h11V9.5M10 19v-5h4v5" />
  </Icon>
);

export const ChatIcon = () => (
  <Icon>
    <path d="M12 4.5c4.7 0 8.5 3.1 8.5 7s-3.8 7-8.5 7c-1 0-2-.1-2.9-.4L5 20l.9-3.6c-1.5-1.3-2.4-3-2.4-4.9 0-3.9 3.8-7 8.5-7z" />
  </Icon>
);

export const InboxIcon = () => (
  <Icon>
    <path d="M4 5.5h11v8H8.5L5.5 16v-2.5H4zM17.5 9H20v8h-1.5v2.5l-3-2.5H10" />
  </Icon>
);

export const BookIcon = () => (
  <Icon>
    <path d="M12 6.5C10.5 5.3 8 4.8 4 5v13c4-.2 6.5.3 8 1.5 1.5-1.2 4-1.7 8-1.5V5c-4-.2-6.5.3-8 1.5zM12 6.5v13" />
  </Icon>
);

export const ChartIcon = () => (
  <Icon>
    <path d="M4.5 19.5h15M7 16v-4M12 16V6M17 16V9" />
  </Icon>
);

export const SlidersIcon = () => (
  <Icon>
    <path d="M4 8h8M18 8h2M4 16h2M12 16h8" />
    <circle cx="15" cy="8" r="2.5" />
    <circle cx="9" cy="16" r="2.5" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="11" cy="11" r="6" />
    <path d="m15.5 15.5 4 4" />
  </Icon>
);

export const BackIcon = () => (
  <Icon>
    <path d="M19 12H5M11 6l-6 6 6 6" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M5.5 12h.01M12 12h.01M18.5 12h.01" strokeWidth={2.75} />
  </Icon>
);

export const TrashIcon = () => (
  <Icon>
    <path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v6M13.5 10.5v6" />
  </Icon>
);

export const UploadIcon = () => (
  <Icon>
    <path d="M12 15V4.5M7.5 9 12 4.5 16.5 9M5 15v4h14v-4" />
  </Icon>
);

export const FolderIcon = () => (
  <Icon>
    <path d="M4 18.5v-13h5.5l2 2.5H20v10.5z" />
  </Icon>
);

export const FileIcon = () => (
  <Icon>
    <path d="M6.5 4h7L18 8.5V20H6.5zM13.5 4v4.5H18" />
  </Icon>
);

export const LinkIcon = () => (
  <Icon>
    <path d="M10 14a4 4 0 0 0 5.7 0l2.8-2.8a4 4 0 0 0-5.7-5.7L11.5 6.8M14 10a4 4 0 0 0-5.7 0l-2.8 2.8a4 4 0 0 0 5.7 5.7l1.3-1.3" />
  </Icon>
);

export const PencilIcon = () => (
  <Icon>
    <path d="M5 19l.8-3.8L16 5l3 3L8.8 18.2zM13.5 7.5l3 3" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5V12l3 2" />
  </Icon>
);
