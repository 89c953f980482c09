/** The small world in English, as the pictures for English readers show it. */
const ENGLISH: Readonly<Record<string, string>> = {
  'Кирилл Романов': 'Cyril Reed',
  'Аня Петрова': 'Anna Porter',
  Аня: 'Anna',
  'Игорь Дымов': 'Gordon Smoke',
  Игорь: 'Gordon',
  'Ольга Ким': 'Olivia Kim',
  Ольга: 'Olivia',
  'Лена Хартман': 'Lena Hartmann',
  'Павел Ильин': 'Paul Ellis',
  'Молва на Садовой': 'Molva of Garden Street',
  'Дачный кооператив': 'Lakeside cabins',
  'Мастерская «Клён»': 'Maple workshop',
  '9 «Б» родители': 'Class 9B parents',
  'Турклуб «Азимут»': 'Azimuth hiking club',
  'Соседи по гаражам': 'Garage neighbours',
  'Очень длинное название группы, которое никак не помещается в одну строку': 'Sunday football',
  Увидимся: 'See you there',
  'Привезли доски, **разгружаем**': 'The boards are here, **unloading**',
  'Рецепт: 2 яйца, 300 г творога, ваниль': 'Recipe: 2 eggs, 300 g of curd, vanilla',
  'в субботу смогу, но только после обеда': 'I can on Saturday, but only after lunch',
  'Сможешь помочь?': 'Could you help?',
  'Собрание в четверг': 'The meeting is on Thursday',
  'Смета готова': 'The estimate is ready',
  'Маршрут готов, смотрите карту': 'The route is ready, see the map',
  'Кто оставил ворота открытыми?': 'Who left the gate open?',
  'Кто едет в субботу?': 'Who is coming on Saturday?',
  'Мы, вчетвером': 'We are, the four of us',
  'И собака 🐕': 'And the dog 🐕',
  'Всем привет! Вода будет с субботы, насос проверил':
    'Hi all! The water is on from Saturday, I have checked the pump',
  'Привезу **новый фильтр**, ~~старый~~ выбросим. Схема: https://example.org/pump':
    'I bring a **new filter**, the ~~old one~~ goes. The plan: https://example.org/pump',
  'Отлично, спасибо! Тогда в субботу приедем **к десяти**':
    'Great, thank you! Then we come on Saturday **at ten**',
  '> приедем к десяти\nМы тоже. Список:\n- мангал\n- дрова\n- _хорошее настроение_':
    '> we come at ten\nSo do we. The list:\n- the grill\n- firewood\n- _good mood_',
  'А шлагбаум? @kirill, у тебя коды?': 'And the barrier? @cyril, do you have the codes?',
  'шлагбаум починили, коды те же': 'the barrier is repaired, the codes are the same',
  'код `4417#`, действует до ноября': 'the code is `4417#`, until November',
}

/** The same value with all that is said in it in English. */
export function inEnglish<T>(value: T): T {
  if (typeof value === 'string') return (ENGLISH[value] ?? value.replaceAll('kirill', 'cyril')) as T
  if (Array.isArray(value)) return value.map(inEnglish) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inEnglish(one)])) as T
}
